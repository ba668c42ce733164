import { expect, test } from "vitest";
import { loadOptions, toOptionNames } from "../../src/load-options.ts";
import { listOptions, type OptionLeaf, readPath, toOptions } from "../../src/option-leaves.ts";
import { OptionsSchema } from "../../src/options.ts";
import { UsageError } from "../../src/usage.ts";
import { createDirectory } from "../helpers/directories.ts";

const leaves = listOptions();

/** A value of the leaf that is not its default, as text and as it is typed. */
function toOtherValue({ schema }: OptionLeaf): { text: string; value: unknown } {
  const words = schema.enum?.filter((word) => word !== schema.default);
  if (words?.[0] !== undefined) return { text: String(words[0]), value: words[0] };
  if (schema.type === "array") return { text: "one:1, two:2", value: ["one:1", "two:2"] };
  if (schema.type === "boolean") return { text: String(!schema.default), value: !schema.default };
  if (schema.type === "integer") return { text: "777", value: 777 };
  if (schema.type === "string") return { text: "localhost", value: "localhost" };
  const keywords = JSON.stringify(schema);
  if (keywords.includes('"integer"')) return { text: "777", value: 777 };
  if (keywords.includes("https?")) return { text: "http://localhost/hook", value: "http://localhost/hook" };
  if (keywords.includes('"pattern"')) return { text: "2025-05-01", value: "2025-05-01" };
  const takesNumbers = schema.type === "number" || keywords.includes('"number"');
  return takesNumbers
    ? { text: "0.25", value: 0.25 }
    : { text: "a-text-of-some-length", value: "a-text-of-some-length" };
}

function toYaml(path: readonly string[], value: unknown): string {
  return path.reduceRight<string>((inner, key) => `{ ${key}: ${inner} }`, JSON.stringify(value));
}

function refuse(load: () => unknown): string {
  try {
    load();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return "nothing refused";
}

test("without any setting every option has the default of its schema", () => {
  const options = loadOptions([], {}, createDirectory());
  for (const { path, schema } of leaves) expect(readPath(options, path)).toEqual(schema.default);
  expect(options).toMatchObject({ host: "127.0.0.1", port: 4090, scenarios: null });
  expect(options.didit).toMatchObject({ contract: "2025-05", maxFileBytes: 5_242_880 });
});

test("defaults are copied, so that two servers do not share a list", () => {
  expect(toOptions({}).didit.keys).not.toBe(toOptions({}).didit.keys);
});

test("every option has its own flag, variable and key", () => {
  const names = leaves.map(toOptionNames);
  expect(leaves.length).toBeGreaterThan(40);
  for (const kind of ["flag", "variable", "key"] as const)
    expect(new Set(names.map((name) => name[kind])).size).toBe(leaves.length);
  const [leaf] = listOptions(OptionsSchema.properties.didit.properties.maxFileBytes, [
    "didit",
    "maxFileBytes",
  ]);
  expect(leaf && toOptionNames(leaf)).toEqual({
    flag: "didit-max-file-bytes",
    variable: "STUNTFACE_DIDIT_MAX_FILE_BYTES",
    key: "didit.max_file_bytes",
  });
});

test("every option has a description and a default for the help", () => {
  for (const { path, schema } of leaves)
    expect([path.join("."), schema.description, "default" in schema]).toEqual([
      path.join("."),
      expect.stringMatching(/\.$/),
      true,
    ]);
});

test.each(leaves.map((leaf) => [leaf.path.join("."), leaf] as const))(
  "%s is reached by flag, variable and file",
  (_, leaf) => {
    const { flag, variable, key } = toOptionNames(leaf);
    const { text, value } = toOtherValue(leaf);
    const empty = createDirectory();
    const written = createDirectory({ "stuntface.yaml": toYaml(key.split("."), value) });
    expect(value).not.toEqual(leaf.schema.default);
    for (const options of [
      loadOptions([`--${flag}`, text], {}, empty),
      loadOptions([`--${flag}=${text}`], {}, empty),
      loadOptions([], { [variable]: text }, empty),
      loadOptions([], {}, written),
    ])
      expect(readPath(options, leaf.path)).toEqual(value);
  },
);

test("a switch may stand without its value, before another flag and at the end", () => {
  const cwd = createDirectory();
  expect(loadOptions(["--strict", "--port", "1"], {}, cwd)).toMatchObject({ strict: true, port: 1 });
  expect(loadOptions(["--port", "1", "--strict"], {}, cwd)).toMatchObject({ strict: true, port: 1 });
  expect(loadOptions(["--strict", "false"], {}, cwd).strict).toBe(false);
});

test("a flag outweighs the variable, the variable outweighs the file, the file outweighs the default", () => {
  const cwd = createDirectory({ "stuntface.yaml": "port: 1\nhost: file\nlog: json\n" });
  const options = loadOptions(["--port", "3"], { STUNTFACE_PORT: "2", STUNTFACE_HOST: "variable" }, cwd);
  expect(options).toMatchObject({ port: 3, host: "variable", log: "json", diagnostics: true });
});

test("an option with a second flag takes either, the longer one first, and is named as it was given", () => {
  const cwd = createDirectory();
  expect(loadOptions(["--credits", "10"], {}, cwd).didit.credits).toBe(10);
  expect(loadOptions(["--credits=1", "--didit-credits", "0.5"], {}, cwd).didit.credits).toBe(0.5);
  expect(refuse(() => loadOptions(["--credits", "ten"], {}, cwd))).toMatch(/^UsageError: --credits must be /);
  expect(refuse(() => loadOptions(["--credits", "-1"], {}, cwd))).toMatch(/^UsageError: .*--credits/);
});

test("an empty variable counts as not set", () => {
  expect(loadOptions([], { STUNTFACE_PORT: "" }, createDirectory()).port).toBe(4090);
});

test.each([
  ["true", true],
  ["1", true],
  ["YES", true],
  ["on", true],
  ["False", false],
  ["0", false],
  ["no", false],
  ["off", false],
])("the flag value %s means %s", (text, expected) => {
  expect(loadOptions(["--diagnostics", text], {}, createDirectory()).diagnostics).toBe(expected);
});

test("a text of digits stays a text where a text is asked for", () => {
  const secret = "12345678901234567890";
  const argv = ["--scenarios", "2025", "--apptenticate-token-secret", secret];
  const options = loadOptions(argv, {}, createDirectory());
  expect(options.scenarios).toBe("2025");
  expect(options.apptenticate.tokenSecret).toBe(secret);
});

test.each([
  [["--port", "99999"], "--port must be a whole number from 0 to 65535, not 99999."],
  [["--port", "abc"], '--port must be a whole number from 0 to 65535, not "abc".'],
  [["--diagnostics", "maybe"], '--diagnostics must be true or false, not "maybe".'],
  [["--log", "jsno"], '--log "jsno" is not known. Did you mean json?'],
  [
    ["--didit-face-match-score-review-threshold", "high"],
    '--didit-face-match-score-review-threshold must be null or a number from 0 to 100, not "high".',
  ],
  [["--prot", "1"], "unknown option --prot. Did you mean --port? See stuntface serve --help."],
  [["--prot=1"], "unknown option --prot. Did you mean --port? See stuntface serve --help."],
  [["--confg", "a"], "unknown option --confg. Did you mean --config? See stuntface serve --help."],
])("bad flags %j are named", (argv, message) => {
  expect(refuse(() => loadOptions(argv, {}, createDirectory()))).toBe(`UsageError: ${message}`);
});

test.each([[["extra"]], [["--port"]], [["-p", "3"]]])("%j is refused with a hint to the help", (argv) => {
  const load = () => loadOptions(argv, {}, createDirectory());
  expect(load).toThrow(UsageError);
  expect(load).toThrow(/See stuntface serve --help\.$/);
});

test("a bad variable is named by its own name", () => {
  expect(refuse(() => loadOptions([], { STUNTFACE_BODY_TIMEOUT_MS: "10" }, createDirectory()))).toBe(
    "UsageError: STUNTFACE_BODY_TIMEOUT_MS must be a whole number of 100 or more, not 10.",
  );
});

test("every problem of stuntface.yaml is listed with line and column", () => {
  const cwd = createDirectory({ "stuntface.yaml": "port: abc\ndidit:\n  contrct: x\n  maxFileBytes: 3\n" });
  const file = `${cwd}/stuntface.yaml`;
  expect(refuse(() => loadOptions([], {}, cwd))).toBe(
    [
      `ProblemsError: ${file}:1:7 port: must be a whole number from 0 to 65535, not "abc".`,
      `${file}:3:3 didit.contrct: the key is not known. Did you mean contract?`,
      `${file}:4:3 didit.maxFileBytes: the key is not known. Did you mean max_file_bytes?`,
    ].join("\n"),
  );
});

test.each([
  ["port: [", 1],
  ["didit:\n  keys: [a, 3]\n", 2],
  ["log: text\nlog: json\n", 2],
  ["- a list\n", 1],
])("the file %j is refused at its line", (text, line) => {
  const cwd = createDirectory({ "stuntface.yaml": text });
  expect(refuse(() => loadOptions([], {}, cwd))).toContain(`ProblemsError: ${cwd}/stuntface.yaml:${line}:`);
});

test.each(["", "# nothing\n", "---\n"])("the empty file %j sets nothing", (text) => {
  const cwd = createDirectory({ "stuntface.yaml": text });
  expect(loadOptions([], {}, cwd)).toEqual(toOptions({}));
});

test("another file is named by --config or STUNTFACE_CONFIG, the flag first", () => {
  const cwd = createDirectory({ "stuntface.yaml": "port: 1", "a.yaml": "port: 2", "b.json": '{"port": 3}' });
  const environment = { STUNTFACE_CONFIG: `${cwd}/a.yaml` };
  expect(loadOptions([], environment, cwd).port).toBe(2);
  expect(loadOptions(["--config", `${cwd}/b.json`], environment, cwd).port).toBe(3);
});

test("a named file that is not there is refused", () => {
  const file = `${createDirectory()}/nowhere.yaml`;
  expect(refuse(() => loadOptions(["--config", file], {}, createDirectory()))).toContain(
    `UsageError: cannot read the configuration ${file}: ENOENT`,
  );
});
