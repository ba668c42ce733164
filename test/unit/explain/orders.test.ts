import { expect, test } from "vitest";
import { createExplained, expectGolden } from "../../helpers/explained.ts";

const scenarios = "id: of-user\nwhen: { vendor_data: user-42 }\noutcome: { error: forbidden }";

test("a call that names its scenario in the header is answered by it, whatever it selects by", async () => {
  const { why } = await createExplained({ scenarios });
  const headers = { "x-stuntface-scenario": "low-liveness-score" };
  await expectGolden(await why({ headers, fields: { vendor_data: "user-42" } }), "named-by-header");
});

test("a name that nothing has is told with the nearest one", async () => {
  const { why } = await createExplained({ scenarios });
  const headers = { "x-stuntface-scenario": "low-livenes-score" };
  await expectGolden(await why({ headers, fields: { vendor_data: "user-42" } }), "unknown-name");
});

test("a magic value is named as what answered", async () => {
  const { why } = await createExplained({ scenarios });
  await expectGolden(await why({ fields: { vendor_data: "stunt:LOW_FACE_QUALITY" } }), "magic");
});

test("a magic order that cannot be understood says what is wrong with it", async () => {
  const { why } = await createExplained({ scenarios });
  await expectGolden(
    await why({ fields: { vendor_data: "stunt:LOW_LIVENES_SCORE" } }),
    "magic-not-understood",
  );
});

test.each(["stunt_no_credits", "stunt_invalid"])("the key %s is named as what answered", async (key) => {
  const { why } = await createExplained({ scenarios: "id: always\noutcome: real" });
  await expectGolden(await why({ headers: { "x-api-key": key } }), `key-${key}`);
});

test("a key that names a scenario is no secret, and its scenario is what answered", async () => {
  const { why } = await createExplained({ scenarios });
  const text = await why({ headers: { "x-api-key": "stunt_low-liveness-score" } });
  expect(text).toContain("-> 200 overlay by low-liveness-score#1/1\n");
});

test("a server that failed is told from a call that was refused", async () => {
  const { services, why } = await createExplained({ allowsServerErrors: true, scenarios });
  Object.assign(services.engine, { analyze: async () => Promise.reject(new Error("out of memory")) });
  await expectGolden(await why(), "server-failed");
});

test("a call of a JSON endpoint says that scenarios do not answer it", async () => {
  const { app, explain } = await createExplained({ scenarios });
  const headers = { "x-api-key": "test-key" };
  const response = await app.inject({ method: "GET", url: "/v3/billing/balance/", headers });
  await expectGolden(await explain("", String(response.headers["x-stuntface-request-id"])), "json-endpoint");
});
