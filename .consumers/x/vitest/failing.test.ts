import { test } from "stuntface/vitest";
import { expect } from "vitest";
import { checkLiveness, photo } from "./client.js";

test("an order that nobody used fails its test", async ({ stuntface }) => {
  await stuntface.force({ error: "rate_limited" });
});

test("a field that the contract does not know fails its test", async ({ stuntface }) => {
  await stuntface.force({ error: "forbidden" });
  const form = new FormData();
  form.append("user_image", photo, "selfie.png");
  form.append("threshold", "30");
  const headers = { "x-api-key": "any" };
  await fetch(`${stuntface.url}/v3/passive-liveness/`, { method: "POST", headers, body: form });
});

test("a test that has failed shows its own error only", async ({ stuntface }) => {
  await stuntface.force({ error: "insufficient_credits" }, { times: 2 });
  expect(await checkLiveness(stuntface.url, photo, "ann")).toBe("Approved, of course");
});
