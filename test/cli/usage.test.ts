import { expect, test } from "vitest";
import { readVersion } from "../../src/package-root.ts";
import { runCli } from "../helpers/cli.ts";

test.each([
  [["--help"], /^Stuntface .*serve.*check.*match.*hash.*validate.*healthcheck/s],
  [["-h"], /^Stuntface /],
  [["serve", "--help"], /^Usage: stuntface serve .*--didit-contract 2025-05\|2026-06/s],
  [
    ["check", "--help"],
    /^Usage: stuntface check .*--threshold.*Exit codes: 0 approved, 1 declined, 2 error/s,
  ],
  [["match", "--help"], /^Usage: stuntface match .*--threshold.*Exit codes: 0 approved/s],
  [["hash", "--help"], /^Usage: stuntface hash photo\.jpg \[more\.jpg \.\.\.\].*--json.*Exit codes: 0 done/s],
  [["validate", "--help"], /^Usage: stuntface validate DIR/],
  [
    ["conformance", "--help"],
    /^Usage: stuntface conformance .*--max-billed.*Exit codes: 0 every case holds/s,
  ],
  [["diff", "--help"], /^Usage: stuntface diff --url URL .*--replay.*Exit codes: 0 no differences/s],
  [["healthcheck", "-h"], /^Usage: stuntface healthcheck/],
])("%j explains and ends with 0", async (argv, text) => {
  expect(await runCli(argv)).toEqual({ code: 0, stdout: expect.stringMatching(text), stderr: "" });
});

test("--version prints the version of the package", async () => {
  expect(await runCli(["--version"])).toEqual({ code: 0, stdout: `${readVersion()}\n`, stderr: "" });
});

test.each([
  [["chek"], "unknown command chek. Did you mean check? See stuntface --help."],
  [["frobnicate"], "unknown command frobnicate. See stuntface --help."],
  [["serve", "--prot", "1"], "unknown option --prot. Did you mean --port? See stuntface serve --help."],
  [["--prot", "1"], "unknown option --prot. Did you mean --port? See stuntface serve --help."],
  [["--port", "70000"], "--port must be a whole number from 0 to 65535, not 70000."],
  [["check"], "expected a photo, got 0 file name(s). See stuntface check --help."],
  [["hash"], "expected a photo, got 0 file name(s). See stuntface hash --help."],
  [
    ["match", "a.jpg"],
    "expected a photo and a reference photo, got 1 file name(s). See stuntface match --help.",
  ],
  [["check", "a.jpg", "--threshold", "101"], "--threshold must be a number from 0 to 100, not 101."],
  [
    ["match", "a.jpg", "b.jpg", "--threshold", "high"],
    "--threshold must be a number from 0 to 100, not high.",
  ],
  [["check", "a.jpg", "--provider", "didt"], '--provider "didt" is not known. Did you mean didit?'],
  [["check", "a.jpg", "--url", "ftp://here"], "ftp://here is no http or https address."],
  [["validate", ".", "--didit-contract", "2024"], "--didit-contract must be 2025-05 or 2026-06, not 2024."],
])("%j is refused with one line and 2", async (argv, message) => {
  expect(await runCli(argv)).toEqual({ code: 2, stdout: "", stderr: `stuntface: ${message}\n` });
});

test.each(["check", "match", "hash", "validate", "conformance", "diff", "healthcheck"])(
  "%s refuses an unknown flag with 2",
  async (command) => {
    const { code, stdout, stderr } = await runCli([command, "--treshold", "3"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^stuntface: .*--treshold.*\n$/);
  },
);

test("a bad environment variable is refused with its name and 2", async () => {
  expect(await runCli(["serve"], { env: { STUNTFACE_PORT: "high" } })).toEqual({
    code: 2,
    stdout: "",
    stderr: 'stuntface: STUNTFACE_PORT must be a whole number from 0 to 65535, not "high".\n',
  });
});

test("the client's flags for Didit are refused for Apptenticate", async () => {
  const { code, stderr } = await runCli(["check", "a.jpg", "--provider", "apptenticate", "--rotate"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("are Didit's")]);
});
