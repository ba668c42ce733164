import { expect, test } from "vitest";
import { runCli } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";
import { startVendor, type VendorAnswer } from "../helpers/vendor.ts";

const login = "/api/token/";
const path = "/api/v3/biometrics/liveness/";
const tokens = { body: '{"refresh":"r1","access":"a1"}' };
const env = { APPTENTICATE_USERNAME: "lisa", APPTENTICATE_PASSWORD: "secret" };
const valid =
  '{"valid":true,"api_response":{"score":2.656599,"quality":0.8511556,"liveness":0.9344166},"id":1111}';

async function check(
  answers: Readonly<Record<string, VendorAnswer>>,
  argv: readonly string[] = [],
  own: object = env,
) {
  const vendor = await startVendor(answers);
  const cwd = createDirectory({ "selfie.jpg": "twelve bytes" });
  const all = ["check", "selfie.jpg", "--provider", "apptenticate", "--url", vendor.url, ...argv];
  const result = await runCli(all, { env: { ...own }, cwd });
  return { ...result, requests: vendor.requests };
}

test("a token is fetched and used, and a valid selfie ends with 0", async () => {
  const { code, stdout, requests } = await check({ [login]: tokens, [path]: { body: valid } }, [
    "--scenario",
    "s1",
  ]);
  expect(code).toBe(0);
  expect(stdout.split("\n\n")).toEqual([
    expect.stringContaining('"score": 2.656599'),
    "--- Result: valid | Liveness: 0.9344166 | Quality: 0.8511556 ---\n",
  ]);
  expect(requests).toMatchObject([
    { method: "POST", path: login, fields: { username: "lisa", password: "secret" } },
    {
      method: "POST",
      path,
      fields: { details: "true", return_id: "true" },
      files: { selfie: { filename: "selfie.jpg", bytes: 12 } },
    },
  ]);
  expect(requests[1]?.headers).toMatchObject({ authorization: "Bearer a1", "x-stuntface-scenario": "s1" });
});

test.each([200, 400])("a rejection that comes as %i ends with 1", async (status) => {
  const body = '{"valid":false,"message":"Rostro muy cerca","error_code":700}';
  const { code, stdout } = await check({ [login]: tokens, [path]: { status, body } });
  expect(code).toBe(1);
  expect(stdout.split("\n\n")[1]).toBe("--- Result: rejected | Code: 700 | Rostro muy cerca ---\n");
});

test("--json prints the body as it came", async () => {
  const result = await check({ [login]: tokens, [path]: { body: valid } }, ["--json"]);
  expect(result).toMatchObject({ code: 0, stdout: `${valid}\n` });
});

test("refused credentials end with 2, before the selfie is sent", async () => {
  const body = '{"detail":"No active account found with the given credentials"}';
  const { code, stderr, requests } = await check({ [login]: { status: 401, body } });
  expect([code, stderr]).toEqual([2, `stuntface: 401: ${body}\n`]);
  expect(requests).toHaveLength(1);
});

test("a request that the server finds faulty ends with 2", async () => {
  const body = '{"selfie":["No file was submitted."]}';
  const { code, stderr } = await check({ [login]: tokens, [path]: { status: 400, body } });
  expect([code, stderr]).toEqual([2, `stuntface: 400: ${body}\n`]);
});

test("without both credentials nothing is sent", async () => {
  const { code, stderr, requests } = await check({}, [], { APPTENTICATE_USERNAME: "lisa" });
  expect([code, requests]).toEqual([2, []]);
  expect(stderr).toMatch(
    /^stuntface: APPTENTICATE_USERNAME and APPTENTICATE_PASSWORD are not both set\..*\n$/,
  );
});
