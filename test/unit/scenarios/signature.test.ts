import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toSignature } from "../../../src/scenarios/signature.ts";
import { createDirectory } from "../../helpers/directories.ts";

const good = "outcome: real\n";

test.each<[string, (directory: string) => void]>([
  ["a file comes", (directory) => writeFileSync(join(directory, "b.yaml"), good)],
  ["a file goes", (directory) => rmSync(join(directory, "a.yaml"))],
  ["a file grows", (directory) => writeFileSync(join(directory, "a.yaml"), `${good}#\n`)],
  ["a file is written again", (directory) => utimesSync(join(directory, "a.yaml"), 1, 1)],
  ["a file deeper down comes", (directory) => writeFileSync(join(directory, "deep/c.yaml"), good)],
  ["the directory goes", (directory) => rmSync(directory, { recursive: true })],
])("the signature changes when %s", (_, change) => {
  const directory = createDirectory({ "a.yaml": good });
  mkdirSync(join(directory, "deep"));
  const before = toSignature(directory);
  expect(toSignature(directory)).toBe(before);
  change(directory);
  expect(toSignature(directory)).not.toBe(before);
});

test("the signature stays when files come that are no scenarios", () => {
  const directory = createDirectory({ "a.yaml": good });
  const before = toSignature(directory);
  for (const name of ["_b.yaml", ".c.yaml", "notes.txt"]) writeFileSync(join(directory, name), good);
  expect(toSignature(directory)).toBe(before);
});

test("a link to nowhere does not hide that another file changes", () => {
  const directory = createDirectory({ "a.yaml": good });
  symlinkSync(join(directory, "gone"), join(directory, "b.yaml"));
  const before = toSignature(directory);
  writeFileSync(join(directory, "a.yaml"), `${good}#\n`);
  expect(toSignature(directory)).not.toBe(before);
});
