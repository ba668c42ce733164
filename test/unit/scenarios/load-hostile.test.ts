import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadScenarios, UnreadableScenariosError } from "../../../src/scenarios/load.ts";
import { createDirectory } from "../../helpers/directories.ts";
import { createSpecs } from "../../helpers/specs.ts";

const specs = createSpecs();
const good = "outcome: real\n";

function listLines(directory: string): string[] {
  try {
    loadScenarios(directory, specs);
  } catch (error) {
    expect((error as Error).name).toBe("ProblemsError");
    return (error as Error).message.replaceAll(`${directory}/`, "").split("\n");
  }
  return [];
}

test("a file that cannot be read is a problem beside those of the others", () => {
  const directory = createDirectory({ "a.yaml": "outcome: Real\n", "c.yaml": "outcome: Reel\n" });
  symlinkSync(join(directory, "gone.yaml"), join(directory, "b.yaml"));
  expect(listLines(directory)).toEqual([
    expect.stringContaining("a.yaml:1:10 outcome:"),
    expect.stringMatching(/^b\.yaml:1:1 cannot be read: ENOENT/),
    expect.stringContaining("c.yaml:1:10 outcome:"),
  ]);
});

test("a directory with the name of a file is a directory", () => {
  const directory = createDirectory({ "x.yaml/a.yaml": good });
  mkdirSync(join(directory, "y.yaml"));
  expect(loadScenarios(directory, specs).map(({ id }) => id)).toEqual(["a"]);
});

test("a link with the name of a file that leads to a directory is a directory", () => {
  const directory = createDirectory({ "_parts/a.yaml": good });
  symlinkSync(join(directory, "_parts"), join(directory, "x.yaml"));
  expect(loadScenarios(directory, specs).map(({ id }) => id)).toEqual(["a"]);
});

test("a pipe with the name of a file is a problem instead of being waited for", { timeout: 20_000 }, () => {
  const directory = createDirectory();
  execFileSync("mkfifo", [join(directory, "pipe.yaml")]);
  expect(listLines(directory)).toEqual(["pipe.yaml:1:1 is no file."]);
});

test.skipIf(process.getuid?.() === 0)("a file without permission is a problem", () => {
  const directory = createDirectory({ "a.yaml": good });
  chmodSync(join(directory, "a.yaml"), 0o000);
  expect(listLines(directory)).toEqual([expect.stringMatching(/^a\.yaml:1:1 cannot be read: EACCES/)]);
});

test("a file of many megabytes is refused without being read", { timeout: 20_000 }, () => {
  const directory = createDirectory({ "a.yaml": "#\n".repeat(5 * 1024 * 1024), "b.yaml": "" });
  // Only as long as it says: reading it would fail for want of memory.
  truncateSync(join(directory, "b.yaml"), 2 ** 40);
  expect(listLines(directory)).toEqual([
    "a.yaml:1:1 has 10485760 bytes; split it into files of at most 1048576.",
    "b.yaml:1:1 has 1099511627776 bytes; split it into files of at most 1048576.",
  ]);
});

test("bytes that are no text are a problem, not a crash", () => {
  const directory = createDirectory({
    "a.yaml": Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80]),
    "b.json": Buffer.alloc(1000),
    "c.yaml": Buffer.from("outcome: real", "utf16le"),
  });
  const lines = listLines(directory);
  for (const name of ["a.yaml", "b.json", "c.yaml"])
    expect(lines.filter((line) => line.startsWith(`${name}:1:`)).length).toBeGreaterThan(0);
});

test("a file that starts with a byte order mark is read", () => {
  expect(loadScenarios(createDirectory({ "a.yaml": `\uFEFF${good}` }), specs)).toHaveLength(1);
});

test("a directory that has vanished is named", () => {
  const directory = createDirectory({ "a.yaml": good });
  rmSync(directory, { recursive: true });
  expect(() => loadScenarios(directory, specs)).toThrow(UnreadableScenariosError);
  expect(() => loadScenarios(directory, specs)).toThrow(directory);
});

test("a scenario over one in a later file is read whatever the order of the directory is", () => {
  const directory = createDirectory();
  for (const name of ["z", "a", "m"])
    writeFileSync(join(directory, `${name}.yaml`), `when: { device: ${name} }\n${good}`);
  expect(loadScenarios(directory, specs).map(({ id }) => id)).toEqual(["a", "m", "z"]);
});
