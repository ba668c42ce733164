import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { validate } from "../../src/documents/validate.ts";
import { createWrittenSchema } from "../../src/load-options.ts";
import { samples } from "../helpers/docs/exceptions.ts";
import type { Block } from "../helpers/docs/markdown.ts";
import { readBlocks, toPlace } from "../helpers/docs/pages.ts";
import { codeLanguages } from "../helpers/docs/programs.ts";
import { readSources } from "../helpers/docs/sources.ts";
import { listProblems } from "../helpers/scenarios.ts";

/** What checks a block of each language; `test/docs/commands.test.ts` runs `sh` and compiles code. */
const languages = ["sh", "yaml", "json", "text", "dockerfile", ...codeLanguages];

/** What a YAML block is, by its keys. */
function toKind({ text }: Block): "scenario" | "options" | "workflow" {
  const first = parseAllDocuments(text)[0]?.toJS() ?? {};
  const has = (...keys: readonly string[]) => keys.some((key) => key in first);
  if (has("services", "jobs", "volumes")) return "workflow";
  return has("outcome", "steps") || Array.isArray(first.scenarios) ? "scenario" : "options";
}

/** Whether a block is the answer to the command above it, which is checked where that is run. */
function isAnswer({ above }: Block): boolean {
  return above?.language === "sh" || codeLanguages.includes(above?.language ?? "");
}

test("every block says in which language it is", () => {
  expect(
    readBlocks()
      .filter(({ language }) => !languages.includes(language))
      .map(toPlace),
  ).toEqual([]);
});

test("every block of YAML is a good scenario, good settings, or a workflow", () => {
  const blocks = readBlocks("yaml");
  const schema = createWrittenSchema();
  const problems = blocks.flatMap((block) => {
    const kind = toKind(block);
    // How they start the image, containers.test.ts checks.
    if (kind === "workflow") return [];
    if (kind === "scenario") return listProblems(block.text).map((problem) => `${toPlace(block)} ${problem}`);
    return validate(schema, parse(block.text)).map(
      ({ path, message }) => `${toPlace(block)} ${path.join(".")}: ${message}`,
    );
  });
  expect(blocks.length).toBeGreaterThan(2);
  expect(problems).toEqual([]);
});

test("every block of JSON that is no answer parses", () => {
  const broken = readBlocks("json").filter((block) => {
    if (isAnswer(block)) return false;
    try {
      JSON.parse(block.text);
      return false;
    } catch {
      return true;
    }
  });
  expect(broken.map(toPlace)).toEqual([]);
});

test("every message that a page quotes is in the source, with … for what differs", () => {
  const sources = readSources();
  const lines = readBlocks("text")
    .filter((block) => !isAnswer(block) && !samples.some(({ begins }) => begins.test(block.text)))
    .flatMap((block) =>
      block.text
        .split("\n")
        .filter(Boolean)
        .map((text, index) => ({ ...block, text, line: block.line + index })),
    );
  const unknown = lines.filter(({ text }) =>
    text.split("…").some((piece) => !sources.includes(piece.trim())),
  );
  expect(unknown.map((line) => `${toPlace(line)} ${line.text}`)).toEqual([]);
});
