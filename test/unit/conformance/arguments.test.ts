import { expect, test } from "vitest";
import { runConformance } from "../../../src/cli/conformance.ts";
import { runDiff } from "../../../src/cli/diff.ts";
import { createDirectory } from "../../helpers/directories.ts";

test.each([
  [["--only", "didt"], '--only "didt" is not known. Did you mean didit?'],
  [["--edition", "2025-06"], '--edition "2025-06" is not known. Did you mean 2025-05?'],
  [["--with", "account"], '--with "account" is not known. Did you mean accounts?'],
  [["--max-billed", "few"], "--max-billed must be a whole number, not few."],
  [["--case", "didit.wrong-kee"], '--case "didit.wrong-kee" is not known.'],
])("conformance refuses %j", async (argv, message) => {
  await expect(runConformance(argv)).rejects.toThrow(message);
});

test.each([
  [[], "name one service with --url, or a recording of one with --replay DIR."],
  [["--replay", "x", "--record", "y"], "--record keeps what a service answers; --replay asks none."],
  [["--replay", "nowhere"], "cannot read the recording in nowhere: ENOENT"],
  [["--url", "http://127.0.0.1:1", "--with", "accounts"], "--with accounts is for stuntface conformance"],
])("diff refuses %j", async (argv, message) => {
  await expect(runDiff(argv)).rejects.toThrow(message);
});

test("a file that is no recorded answer is named", async () => {
  const directory = createDirectory({ "didit.no-key.json": '{"status":"200"}' });
  await expect(runDiff(["--replay", directory])).rejects.toThrow(
    "didit.no-key.json is no recorded answer: it needs question, status, headers and text.",
  );
});
