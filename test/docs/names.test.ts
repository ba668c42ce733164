import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { listUnknownVariables, toOptionNames } from "../../src/load-options.ts";
import { listOptions } from "../../src/option-leaves.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { createTestApp } from "../helpers/app.ts";
import { listCommands } from "../helpers/docs/commands.ts";
import { foreignFlags, testVariables } from "../helpers/docs/foreign.ts";
import { listCodeSpans, type Place } from "../helpers/docs/markdown.ts";
import { listPages, readBlocks, readPage, toPlace } from "../helpers/docs/pages.ts";
import { readSources } from "../helpers/docs/sources.ts";

type Mention = Place & { readonly page: string };

/** What the pages put between backticks. */
const spans: readonly Mention[] = listPages().flatMap((page) =>
  listCodeSpans(readPage(page)).map((span) => ({ ...span, page })),
);
const commands = readBlocks("sh").flatMap((block) => listCommands(block, undefined));

/** What is wrong with the words that `pattern` finds, each at its place. */
function findUnknown(
  mentions: readonly Mention[],
  pattern: RegExp,
  isKnown: (word: string, mention: Mention) => boolean,
): string[] {
  return mentions.flatMap((mention) =>
    [...mention.text.matchAll(pattern)]
      .map(([word]) => word)
      .filter((word) => !isKnown(word, mention))
      .map((word) => `${toPlace(mention)} ${word}`),
  );
}

test("the pages have much to check", () => {
  expect(spans.length).toBeGreaterThan(400);
  expect(commands.length).toBeGreaterThan(40);
});

test("every flag on the pages is one of the command line's", () => {
  const sources = readSources();
  const options = listOptions().flatMap((leaf) => [toOptionNames(leaf).flag, leaf.schema.alias]);
  const isKnown = (flag: string) =>
    options.includes(flag.slice(2)) ||
    foreignFlags.has(flag) ||
    new RegExp(`${flag}(?![\\w-])`).test(sources);
  const own = /^(--|(npx )?stuntface\b|npm (start|run)\b)/;
  const mentions = [...spans, ...commands].filter(({ text }) => own.test(text));
  expect(findUnknown(mentions, /(?<![\w-])--[a-z][\w-]*/g, isKnown)).toEqual([]);
});

test("every setting that a table shows as a flag and a key has both", () => {
  const row = /^\| `--(?<flag>[\w-]+)[^|]*\|( `STUNTFACE_[^|]*\|)? (?<key>`[^|]+`) \|/;
  const lines = listPages().flatMap((page) =>
    readPage(page)
      .split("\n")
      .map((text, index) => ({ page, line: index + 1, text })),
  );
  const rows = lines.filter(({ text, page }) => row.test(text) && page !== "docs/configuration.md");
  const wrong = rows.filter(({ text }) => {
    const { flag = "", key = "" } = row.exec(text)?.groups ?? {};
    const leaf = listOptions().find(({ path, schema }) =>
      [toOptionNames({ path, schema }).flag, schema.alias].includes(flag),
    );
    // `didit: { contract }` in the file is didit.contract.
    const [first = ""] = key.split(",");
    const written = first.replaceAll(/[`{} ]/g, "").replaceAll(":", ".");
    return leaf === undefined || toOptionNames(leaf).key !== written;
  });
  expect(rows.length).toBeGreaterThan(8);
  expect(wrong.map((line) => `${toPlace(line)} ${line.text}`)).toEqual([]);
});

test("every STUNTFACE_ variable on the pages is one", () => {
  const pages = listPages().map((page) => ({ page, line: 1, text: readPage(page) }));
  const isKnown = (name: string) =>
    testVariables.has(name) || listUnknownVariables({ [name]: "" }).length === 0;
  expect(findUnknown(pages, /\bSTUNTFACE_\w*[A-Z0-9]\b/g, isKnown)).toEqual([]);
});

test("every scenario that a page names by its id is shipped", async () => {
  const app = await createTestApp();
  const { scenarios } = (await app.inject("/__admin/scenarios?limit=1000")).json();
  const ids = new Set(scenarios.map(({ id }: { id: string }) => id));
  const magicKeys = [
    "stunt_invalid",
    "stunt_no_credits",
    "stunt_forbidden",
    "stunt_rate_limited",
    "stunt_ID",
  ];
  const named = /(?<=X-Stuntface-Scenario: |x-stuntface-scenario": ")[\w-]+|\bstunt_[\w-]+/gi;
  const isKnown = (word: string) =>
    magicKeys.includes(word) || ids.has(word.replace("stunt_", "")) || word === "ID";
  expect(ids.size).toBeGreaterThan(40);
  const meant = commands.filter(({ status }) => status === undefined);
  expect(findUnknown([...spans, ...meant], named, isKnown)).toEqual([]);
  const rows = [...readPage("README.md").matchAll(/^\|[^|]+\|(?<ids>( `[\w.-]+`( …)?)+) \|$/gm)];
  const listed = rows.flatMap(({ groups }) => (groups?.ids ?? "").match(/[\w.-]+/g) ?? []);
  expect(listed.length).toBeGreaterThan(40);
  expect(listed.filter((id) => !ids.has(id))).toEqual([]);
});

test("every file of the project that a page names is there", () => {
  const path =
    /^(src|test|docs|scenarios|openapi|models|decisions|bin)\/[\w./*-]*$|^[A-Z]+\.md$|^Dockerfile$/;
  const samples = new Map(listPages().map((page) => [page, readPage(page)]));
  const isThere = (name: string, { page }: Mention) => {
    const isSample = new RegExp(`^# ${name}$`, "m").test(samples.get(page) ?? "");
    return isSample || (name.includes("*") ? matchesFile(name) : existsSync(toPackagePath(name)));
  };
  const mentions = spans.filter(({ text }) => path.test(text));
  expect(mentions.length).toBeGreaterThan(5);
  expect(findUnknown(mentions, /^.*$/g, isThere)).toEqual([]);
});

/** Whether a file of the project fits a path with `*` for any characters but a slash. */
function matchesFile(path: string): boolean {
  const [folder = "", ...rest] = path.split("/");
  const pattern = new RegExp(`^${rest.join("/").replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
  return readdirSync(toPackagePath(folder), { recursive: true, encoding: "utf8" }).some((name) =>
    pattern.test(name),
  );
}

test("every route that a page names is answered", async () => {
  const app = await createTestApp();
  const route =
    /^(?<methods>((GET|POST|PUT|PATCH|DELETE),? )*)(?:\/~[\w-]+)?(?<path>\/(__admin|livez|readyz|metrics|v[23]|auth|api)\b[^\s?…]*)/;
  const asked = spans.flatMap((span) => {
    const { methods = "", path = "" } = route.exec(span.text)?.groups ?? {};
    return path === "" || span.text.includes("…")
      ? []
      : (methods.match(/[A-Z]+/g) ?? ["ANY"]).map((method) => ({ ...span, method, path }));
  });
  expect(asked.length).toBeGreaterThan(40);
  const missing: string[] = [];
  for (const { method, path, ...span } of asked) {
    // Nothing hears a stream that never ends.
    if (path.endsWith("/stream") || path === "/__admin") continue;
    const { statusCode, body } = await app.inject({
      method: method === "ANY" ? "GET" : (method as "GET"),
      url: path,
      // Waits for no call and streams no more than that.
      ...(method === "POST" ? { payload: '{"timeout_ms": 0}' } : {}),
    });
    const isMissing = /there is no (GET|POST)|does not exist|not found/i.test(body) && statusCode === 404;
    if (isMissing || (statusCode === 405 && method !== "ANY"))
      missing.push(`${toPlace(span)} ${span.text}: ${statusCode} ${body.slice(0, 100)}`);
  }
  expect(missing).toEqual([]);
});
