import { expect, test } from "vitest";
import { EngineBusyError, type FaceEngine } from "../../src/face/engine.ts";
import { createTestApp, postDidit, postSelfie } from "../helpers/app.ts";
import { createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

const content = await createJpeg();
const image = { name: "user_image", filename: "a.jpg", content };

/** An engine whose networks never finish loading. */
const loadingEngine: FaceEngine = {
  version: "loading",
  ready: new Promise(() => {}),
  analyze: () => new Promise(() => {}),
  async close() {},
};

test("while the networks load the server lives, is not ready and answers what needs no networks", async () => {
  const app = await createTestApp({ engine: loadingEngine });
  expect((await app.inject("/livez")).statusCode).toBe(200);
  const ready = await app.inject("/readyz");
  expect([ready.statusCode, ready.json()]).toEqual([503, { status: "loading" }]);
  const selfie = { name: "selfie", filename: "a.jpg", content };
  const forced = await postSelfie(app, [selfie], { "x-stuntface-scenario": "code-706" });
  expect(forced.body.error_code).toBe(706);
  const skipped = { name: "vendor_data", content: "stunt:low-liveness-score,detection=skip" };
  expect((await postDidit(app, "passive-liveness", [image, skipped])).body.liveness.score).toBe(12);
});

test("networks that cannot be loaded are named by /readyz", async () => {
  const ready = Promise.reject(new Error("the weights of the detector network are missing"));
  ready.catch(() => {});
  const app = await createTestApp({ engine: { ...loadingEngine, ready } });
  await new Promise(setImmediate);
  const answer = await app.inject("/readyz");
  expect([answer.statusCode, answer.json()]).toEqual([
    503,
    { status: "failed", error: "the weights of the detector network are missing" },
  ]);
});

test("an engine that can take no more is 503 with Retry-After", async () => {
  const analyze = () => Promise.reject(new EngineBusyError("256 pictures wait already"));
  const app = await createTestApp({ engine: { ...loadingEngine, analyze }, allowsServerErrors: true });
  const answer = await postDidit(app, "passive-liveness", [image]);
  expect(answer.status).toBe(503);
  expect(answer.headers["retry-after"]).toBe("1");
  expect(answer.body).toEqual({ detail: "Service temporarily unavailable, try again later." });
});

test("an engine that fails is 500 without its reason, which the record has", async () => {
  const analyze = () => Promise.reject(new Error("the process ended"));
  const app = await createTestApp({ engine: { ...loadingEngine, analyze }, allowsServerErrors: true });
  const answer = await postDidit(app, "passive-liveness", [image]);
  expect([answer.status, answer.body]).toEqual([500, { detail: "Internal server error." }]);
  expect(app.records.at(-1)).toMatchObject({ status: 500, error: "the process ended" });
});

test("the journal keeps what was seen of a call, without pixels, keys and descriptors", async () => {
  const app = await createTestApp({ engine: createFakeEngine([createFacts()]) });
  const { body } = await postDidit(app, "passive-liveness", [image], { "x-api-key": "very-secret-key" });
  const kept = await app.inject(`/__admin/requests/${body.request_id}`);
  expect(kept.json()).toMatchObject({
    requestId: body.request_id,
    path: "/v3/passive-liveness/",
    status: 200,
    outcome: "real",
    files: [
      { name: "user_image", filename: "a.jpg", bytes: content.length, widthPx: 1000, seen: { faces: 1 } },
    ],
  });
  const measured = await app.inject(`/__admin/requests/${body.request_id}/faces`);
  const [face] = measured.json().pictures[0].faces;
  expect(face.quality).toMatchObject({ sharpness: 90, eyesOpen: 90 });
  expect(face).not.toHaveProperty("descriptor");
  expect(kept.payload).not.toContain("very-secret-key");
  const list = await app.inject("/__admin/requests");
  expect(list.json().requests).toHaveLength(1);
  expect((await app.inject("/__admin/requests/unknown")).statusCode).toBe(404);
});

test("the journal does not call seen what was made up for a forced outcome", async () => {
  const app = await createTestApp({ engine: loadingEngine });
  const skipped = { name: "vendor_data", content: "stunt:low-liveness-score,detection=skip" };
  const { body } = await postDidit(app, "passive-liveness", [image, skipped]);
  const kept = await app.inject(`/__admin/requests/${body.request_id}`);
  expect(kept.json()).toMatchObject({ outcome: "overlay", files: [{ seen: null, phash: null }] });
  const measured = await app.inject(`/__admin/requests/${body.request_id}/faces`);
  expect(measured.json().pictures).toEqual([]);
});
