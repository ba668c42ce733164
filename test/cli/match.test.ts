import { expect, test } from "vitest";
import { runCli } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";
import { startVendor, type VendorAnswer } from "../helpers/vendor.ts";

const path = "/v3/face-match/";
const env = { DIDIT_API_KEY: "key-1" };

function toBody(status: string, score: string): string {
  return `{"request_id":"a1b2","face_match":{"status":"${status}","score":${score},"warnings":[]}}`;
}

async function match(answer: VendorAnswer, argv: readonly string[] = []) {
  const vendor = await startVendor({ [path]: answer });
  const cwd = createDirectory({ "selfie.jpg": "one", "id/photo.png": "three" });
  const files = ["selfie.jpg", "id/photo.png"];
  const result = await runCli(["match", ...files, "--url", vendor.url, ...argv], { env, cwd });
  return { ...result, requests: vendor.requests };
}

test("two photos of one person print the answer and the result as the vendor's script does", async () => {
  const { requests, ...result } = await match({ body: toBody("Approved", "80") });
  expect(result).toEqual({
    code: 0,
    stdout: `{
  "request_id": "a1b2",
  "face_match": {
    "status": "Approved",
    "score": 80,
    "warnings": []
  }
}

--- Result: Approved | Score: 80/100 ---
`,
    stderr: "",
  });
  expect(requests).toMatchObject([
    {
      method: "POST",
      path,
      fields: {},
      files: {
        user_image: { filename: "selfie.jpg", bytes: 3 },
        ref_image: { filename: "photo.png", bytes: 5 },
      },
    },
  ]);
});

test.each([
  ["Declined", "12", "12"],
  ["Declined", "null", "None"],
  ["In Review", "45.5", "45.5"],
])("%s with the score %s ends with 1", async (status, score, shown) => {
  const { code, stdout } = await match({ body: toBody(status, score) });
  expect(code).toBe(1);
  expect(stdout.split("\n\n").at(-1)).toBe(`--- Result: ${status} | Score: ${shown}/100 ---\n`);
});

test("--json prints the body as it came", async () => {
  const body = ' { "face_match" : { "status":"Declined", "score": 1.0 } }';
  expect(await match({ body }, ["--json"])).toMatchObject({ code: 1, stdout: `${body}\n` });
});

test("every flag is sent where the contract wants it", async () => {
  const argv = [
    "--threshold",
    "50",
    "--rotate",
    "--vendor-data",
    "user-1",
    "--scenario",
    "low-face-match-similarity",
  ];
  const { requests } = await match({ body: toBody("Approved", "80") }, argv);
  expect(requests[0]?.fields).toEqual({
    face_match_score_decline_threshold: "50",
    rotate_image: "true",
    vendor_data: "user-1",
  });
  expect(requests[0]?.headers["x-stuntface-scenario"]).toBe("low-face-match-similarity");
});

test("a refusal of the server ends with 2", async () => {
  const body = '{"ref_image":["No file was submitted."]}';
  expect(await match({ status: 400, body })).toMatchObject({ code: 2, stderr: `stuntface: 400: ${body}\n` });
});

test("the file that cannot be read is named", async () => {
  const cwd = createDirectory({ "selfie.jpg": "one" });
  const { code, stderr } = await runCli(["match", "selfie.jpg", "gone.jpg"], { env, cwd });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^stuntface: cannot read gone\.jpg: .*\n$/)]);
});

test("without a key nothing is sent", async () => {
  const cwd = createDirectory({ "a.jpg": "x" });
  const { code, stderr } = await runCli(["match", "a.jpg", "a.jpg"], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^stuntface: DIDIT_API_KEY is not set\..*\n$/)]);
});
