import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { runCli } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";
import { startVendor, type VendorAnswer } from "../helpers/vendor.ts";

const path = "/v3/passive-liveness/";
const env = { DIDIT_API_KEY: "key-1" };
const approved =
  '{"request_id":"a1b2","liveness":{"status":"Approved","method":"PASSIVE","score":95,"user_image":{"entities":[{"age":22.16,"bbox":[156,234],"confidence":0.717,"gender":"male"}],"best_angle":0},"warnings":[],"face_quality":85.0,"face_luminance":50.0},"created_at":"2025-05-01T13:11:07.977806Z"}';
const printed = `{
  "request_id": "a1b2",
  "liveness": {
    "status": "Approved",
    "method": "PASSIVE",
    "score": 95,
    "user_image": {
      "entities": [
        {
          "age": 22.16,
          "bbox": [
            156,
            234
          ],
          "confidence": 0.717,
          "gender": "male"
        }
      ],
      "best_angle": 0
    },
    "warnings": [],
    "face_quality": 85.0,
    "face_luminance": 50.0
  },
  "created_at": "2025-05-01T13:11:07.977806Z"
}

--- Result: Approved | Score: 95/100 | Quality: 85.0 ---
`;
const declined =
  '{"liveness":{"status":"Declined","score":null,"warnings":[{"risk":"NO_FACE_DETECTED"}],"face_quality":null}}';

async function check(answer: VendorAnswer, argv: readonly string[] = []) {
  const vendor = await startVendor({ [path]: answer });
  const cwd = createDirectory({ "selfie.jpg": "twelve bytes" });
  const result = await runCli(["check", "selfie.jpg", "--url", vendor.url, ...argv], { env, cwd });
  return { ...result, requests: vendor.requests };
}

test("an approved photo prints the answer and the result as the vendor's script does, and ends with 0", async () => {
  const { requests, ...result } = await check({ body: approved });
  expect(result).toEqual({ code: 0, stdout: printed, stderr: "" });
  expect(requests).toMatchObject([
    { method: "POST", path, fields: {}, files: { user_image: { filename: "selfie.jpg", bytes: 12 } } },
  ]);
  expect(requests[0]?.headers["x-api-key"]).toBe("key-1");
  expect(requests[0]?.headers).not.toHaveProperty("x-stuntface-scenario");
});

test("a declined photo ends with 1, and what is null is None", async () => {
  const { code, stdout } = await check({ body: declined });
  expect(code).toBe(1);
  expect(stdout.split("\n\n").at(-1)).toBe("--- Result: Declined | Score: None/100 | Quality: None ---\n");
});

test("--json prints the body as it came", async () => {
  expect(await check({ body: approved }, ["--json"])).toMatchObject({ code: 0, stdout: `${approved}\n` });
});

test("every flag is sent where the contract wants it", async () => {
  const argv = ["--threshold", "80", "--rotate", "--vendor-data", "user é", "--scenario", "approve"];
  const { requests } = await check({ body: approved }, argv);
  expect(requests[0]?.fields).toEqual({
    face_liveness_score_decline_threshold: "80",
    rotate_image: "true",
    vendor_data: "user é",
  });
  expect(requests[0]?.headers["x-stuntface-scenario"]).toBe("approve");
});

test("an error of the server is printed with its status, and ends with 2", async () => {
  const body = '{"detail":"You do not have permission to perform this action."}';
  expect(await check({ status: 403, body })).toMatchObject({
    code: 2,
    stdout: "",
    stderr: `stuntface: 403: ${body}\n`,
  });
});

test("an answer that is no JSON ends with 2", async () => {
  const { code, stdout, stderr } = await check({ body: "<html>hello</html>" });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("is no JSON: <html>hello</html>");
});

test("STUNTFACE_URL names the server, with or without a slash at its end", async () => {
  const vendor = await startVendor({ [path]: { body: approved } });
  const cwd = createDirectory({ "selfie.jpg": "x" });
  const { code } = await runCli(["check", "selfie.jpg"], {
    env: { ...env, STUNTFACE_URL: `${vendor.url}/` },
    cwd,
  });
  expect([code, vendor.requests.length]).toEqual([0, 1]);
});

test("without a key nothing is sent", async () => {
  const vendor = await startVendor({});
  const cwd = createDirectory({ "selfie.jpg": "x" });
  const { code, stderr } = await runCli(["check", "selfie.jpg", "--url", vendor.url], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^stuntface: DIDIT_API_KEY is not set\..*\n$/);
  expect(vendor.requests).toEqual([]);
});

test("a photo that is not there is one line and 2", async () => {
  const { code, stderr } = await runCli(["check", "nowhere.jpg"], { env, cwd: createDirectory() });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^stuntface: cannot read nowhere\.jpg: ENOENT.*\n$/);
});

test("a server that is not there is one line that says how to start one, and 2", async () => {
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, "close");
  const cwd = createDirectory({ "selfie.jpg": "x" });
  const argv = ["check", "selfie.jpg", "--url", `http://127.0.0.1:${port}`];
  const { code, stdout, stderr } = await runCli(argv, { env, cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^stuntface: no answer from .*stuntface serve.*\n$/);
});
