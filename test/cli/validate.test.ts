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

test("problems become annotations of GitHub Actions, with their escapes", async () => {
  const directory = createDirectory({ "a,b.yaml": "outcome: { error: forbiden }\n# 100 %\nwhen: [\n" });
  const { code, stdout, stderr } = await runCli(["validate", directory, "--format", "github"]);
  expect([code, stderr]).toEqual([2, ""]);
  expect(stdout).toMatch(/^::error file=\S+a%2Cb\.yaml,line=\d+,col=\d+,title=stuntface::\S.*\n/);
  expect(stdout).toMatch(/\n1 problem\.\n$/);
  const good = createDirectory({ "a.yaml": "outcome: real\n" });
  expect(await runCli(["validate", good, "--format", "github"])).toMatchObject({ code: 0, stderr: "" });
});

test("problems come as JSON, and so does a directory that cannot be read", async () => {
  const directory = createDirectory({ "a.yaml": "outcome: { error: forbiden }\n" });
  const bad = await runCli(["validate", directory, "--format", "json"]);
  expect([bad.code, JSON.parse(bad.stdout)]).toMatchObject([
    2,
    { directory, problems: [{ file: `${directory}/a.yaml`, line: 1, column: 19, path: "outcome.error" }] },
  ]);
  const none = await runCli(["validate", `${directory}/nowhere`, "--format", "json"]);
  expect([none.code, JSON.parse(none.stdout).problems[0].message]).toEqual([
    2,
    expect.stringContaining("nowhere"),
  ]);
  const good = createDirectory({ "a.yaml": "outcome: real\n" });
  const { code, stdout } = await runCli(["validate", good, "--format", "json"]);
  expect([code, JSON.parse(stdout)]).toEqual([0, { directory: good, scenarios: 1, problems: [] }]);
});

test("a format that is not known is answered with the nearest one", async () => {
  const { code, stderr } = await runCli(["validate", ".", "--format", "githup"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("Did you mean github?")]);
});
