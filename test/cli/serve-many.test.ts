import { expect, test } from "vitest";
import { startServe } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";
import { createManyFiles } from "../helpers/many-files.ts";
import { readFileState } from "../helpers/reloading.ts";
import { createLivenessCheck, sendUpload } from "../helpers/uploads.ts";

test("a server over 1,000 scenario files starts with all of them", {
  timeout: 60_000,
}, async () => {
  const scenarios = createDirectory(createManyFiles(1_000));
  const { url } = await startServe(["--scenarios", scenarios]);
  expect(await readFileState(url)).toMatchObject({ scenarios: 1_000, problems: [] });
  for (const index of [0, 7, 999]) {
    const upload = createLivenessCheck({ vendor_data: `user-${index}` });
    const answer = await sendUpload(url, upload, { "x-test": `case-${index} of many` });
    expect([answer.status, answer.headers.get("x-stuntface-scenario")]).toEqual([200, `case-${index}#1/2`]);
  }
});
