import fc from "fast-check";
import { expect, test } from "vitest";
import { loadOptions } from "../../src/load-options.ts";
import { loadScenarios } from "../../src/scenarios/load.ts";
import { MagicError, parseMagic } from "../../src/scenarios/magic.ts";
import { createTestApp, postDidit, postSelfie } from "../helpers/app.ts";
import { runCli } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";
import { createJpeg } from "../helpers/images.ts";
import { createCall, listProblems, parseGood } from "../helpers/scenarios.ts";
import { createSpecs, findSpec } from "../helpers/specs.ts";

test("a glob that starts with an unquoted star is refused with its place", () => {
  expect(listProblems("when: { vendor_data: *-42 }\noutcome: real")[0]).toMatch(/^test\.yaml:1:22 /);
});

test("aliases that multiply are refused with their place", () => {
  const levels = Array.from({ length: 9 }, (_, level) => `  - &l${level + 1} [${`*l${level}, `.repeat(9)}]`);
  expect(listProblems(`set:\n  - &l0 [x]\n${levels.join("\n")}\n`)[0]).toMatch(/^test\.yaml:\d+:\d+ /);
});

test("an alias that contains itself is refused with its place", () => {
  expect(listProblems("&a [*a]")[0]).toMatch(/^test\.yaml:1:5 /);
});

test.each(["constructor", "toString", "__proto__", "hasOwnProperty"])("the key %s is not known", (key) => {
  expect(listProblems(`${key}: 3\noutcome: real`)).toEqual([
    expect.stringContaining(`test.yaml:1:1 ${key}: the key is not known.`),
  ]);
});

test.each(["constructor", "face_match.toString"])("set does not reach %s", (path) => {
  expect(listProblems(`operation: didit.face-match\noutcome: { set: { ${path}: 3 } }`)).toHaveLength(1);
});

test("set refuses an index that would fill a list with a billion entries", () => {
  const path = "face_match.user_image.entities.999999999.age";
  expect(listProblems(`operation: didit.face-match\noutcome: { set: { ${path}: 3 } }`)).toHaveLength(1);
});

test("an alias to nothing in stuntface.yaml is a problem of the file", () => {
  const cwd = createDirectory({ "stuntface.yaml": "host: *nothing\n" });
  expect(() => loadOptions([], {}, cwd)).toThrow(expect.objectContaining({ name: "ProblemsError" }));
});

test("a second document in stuntface.yaml is refused, not ignored", () => {
  const cwd = createDirectory({ "stuntface.yaml": "port: 1\n---\nport: 2\n" });
  expect(() => loadOptions([], {}, cwd)).toThrow(expect.objectContaining({ name: "ProblemsError" }));
});

test("a status that cannot be chosen is answered with those that can", () => {
  expect(() => loadOptions(["--apptenticate-rejection-status", "401"], {}, createDirectory())).toThrow(
    /200 or 400/,
  );
});

test("a secret that is too short is told how long it must be", () => {
  expect(() => loadOptions(["--apptenticate-token-secret", "short"], {}, createDirectory())).toThrow(/16/);
});

test.each(["detection=on", "approve,score=3"])("stunt:%s is not answered with its own word", (order) => {
  const spec = findSpec(createSpecs(), "didit.passive-liveness");
  const [word = ""] = order.split(/[=,]/);
  expect(() => parseMagic(`stunt:${order}`, spec, ["approve"])).toThrow(MagicError);
  expect(() => parseMagic(`stunt:${order}`, spec, ["approve"])).not.toThrow(`Did you mean ${word}?`);
});

test("an order for an error and a score is refused, as in a file", () => {
  const spec = findSpec(createSpecs(), "didit.passive-liveness");
  expect(() => parseMagic("stunt:error=forbidden,score=3", spec, [])).toThrow(MagicError);
});

test("any text at all is taken or refused with a place", () => {
  const word = fc.constantFrom(
    "outcome",
    "real",
    "when",
    ": ",
    "\n",
    "  ",
    "- ",
    "*",
    "&a",
    "!",
    "[",
    "{",
    "}",
    "|",
    "x",
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 20 }).map((words) => words.join("")),
  );
  fc.assert(
    fc.property(text, (content) => {
      listProblems(content);
    }),
    { numRuns: 500 },
  );
});

test("a condition on a field that was not sent does not hold, whatever its name is", () => {
  const [scenario] = parseGood("when: { field: { constructor: '*' } }\noutcome: real");
  expect(scenario?.conditions.map(({ holds }) => holds(createCall()))).toEqual([false]);
});

test("the order in which conditions are written does not hide a tie", () => {
  const [one, two] = ["{ a: 1, b: 2 }", "{ b: 2, a: 1 }"].map(
    (header) => `when: { header: ${header} }\noutcome: real\n`,
  );
  const directory = createDirectory({ "a.yaml": one ?? "", "b.yaml": two ?? "" });
  expect(() => loadScenarios(directory, createSpecs())).toThrow(/precedence/);
});

test.each(["constructor", "toString"])("%s is no command", async (command) => {
  const { code, stderr } = await runCli([command]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(`unknown command ${command}.`)]);
});

test("an unknown flag of a client command gets a suggestion, as one of serve does", async () => {
  const { code, stderr } = await runCli(["check", "--treshold", "3", "a.jpg"]);
  expect([code, stderr]).toEqual([
    2,
    "stuntface: unknown option --treshold. Did you mean --threshold? See stuntface check --help.\n",
  ]);
});

test.each(["constructor", "toString", "__proto__"])("%s is a key and a user like any other", async (word) => {
  const app = await createTestApp();
  const content = await createJpeg();
  const part = { filename: "a.jpg", content };
  const checked = await postDidit(app, "passive-liveness", [{ name: "user_image", ...part }], {
    "x-api-key": word,
  });
  expect(checked.status).toBe(200);
  const selfie = await postSelfie(app, [{ name: "selfie", ...part }], {}, word);
  expect([selfie.status, selfie.body]).toEqual([200, { valid: true }]);
});
