// Run by `node --test`, with the address of a Stuntface in VERIFICATION_URL.
import assert from "node:assert/strict";
import { test } from "node:test";
import { verifySelfie } from "./onboarding.mjs";

const { VERIFICATION_URL = "http://127.0.0.1:4090", HAS_SCENARIOS } = process.env;
// Forced outcomes need a picture, but not of a face.
const photo = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** A space of the test's own, in which the next call gets the outcome. */
async function force(outcome) {
  const url = `${VERIFICATION_URL}/~${crypto.randomUUID()}`;
  const order = { operation: "didit.passive-liveness", outcome };
  const armed = await fetch(`${url}/__admin/arm`, { method: "POST", body: JSON.stringify(order) });
  assert.equal(armed.ok, true, await armed.text());
  return { url, key: "any" };
}

test("a user whose selfie is approved is accepted", async () => {
  const service = await force({ score: 97 });
  assert.deepEqual(await verifySelfie(service, photo, "ann"), { isAccepted: true, reasons: [] });
});

test("a user who shows a photo of a photo is told so", async () => {
  const service = await force({ warnings: ["LIVENESS_FACE_ATTACK"] });
  const { isAccepted, reasons } = await verifySelfie(service, photo, "ann");
  assert.equal(isAccepted, false);
  assert.equal(reasons.includes("LIVENESS_FACE_ATTACK"), true);
});

test("without credits the program says that it does not know", async () => {
  const service = await force({ error: "insufficient_credits" });
  await assert.rejects(verifySelfie(service, photo, "ann"), /answered 403/);
});

test("a scenario in the mounted folder declines its user", { skip: !HAS_SCENARIOS }, async () => {
  const service = { url: VERIFICATION_URL, key: "any" };
  assert.equal((await verifySelfie(service, photo, "user-in-a-file")).isAccepted, false);
});
