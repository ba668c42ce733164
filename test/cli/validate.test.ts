import { expect, test } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";
import { runCli } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";

test("good files are counted", async () => {
  const directory = createDirectory({ "a.yaml": "outcome: real\n" });
  expect(await runCli(["validate", directory])).toEqual({
    code: 0,
    stdout: `${directory}: 1 scenario, no problems.\n`,
    stderr: "",
  });
});

test.each(["2025-05", "2026-06"])("the shipped files are good in edition %s", async (edition) => {
  const { code, stdout } = await runCli([
    "validate",
    toPackagePath("scenarios"),
    "--didit-contract",
    edition,
  ]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/\d\d scenarios, no problems\.\n$/)]);
});

test("every problem is a line with file, line and column, and nothing else", async () => {
  const directory = createDirectory({
    "a.yaml": "operation: didit.facematch\noutcome: { error: forbiden }\n",
    "sub/b.json": '{ "outcome": "real", "afterr": "cycle" }',
  });
  expect(await runCli(["validate", directory])).toEqual({
    code: 2,
    stdout: "",
    stderr: [
      `${directory}/a.yaml:1:12 operation: "didit.facematch" is not known. Did you mean didit.face-match?`,
      `${directory}/a.yaml:2:19 outcome.error: "forbiden" is not known. Did you mean forbidden?`,
      `${directory}/sub/b.json:1:22 afterr: the key is not known. Did you mean after?`,
      "",
    ].join("\n"),
  });
});

test("the edition decides what is known", async () => {
  const directory = createDirectory({
    "a.yaml": "operation: didit.face-match\noutcome: { status: In Review }\n",
  });
  expect((await runCli(["validate", directory])).code).toBe(0);
  expect((await runCli(["validate", directory, "--didit-contract", "2026-06"])).code).toBe(2);
});

test("a directory that is not there is one line and 2", async () => {
  const nowhere = `${createDirectory()}/nowhere`;
  const { code, stdout, stderr } = await runCli(["validate", nowhere]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^stuntface: .*nowhere.*\n$/);
});
