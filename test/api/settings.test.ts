import { expect, test } from "vitest";
import { createTestApp, postDidit, postForm } from "../helpers/app.ts";
import { createFace, createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

const patch = (payload: object, url = "/__admin/settings") => ({ method: "PATCH", url, payload }) as const;
const image = { name: "user_image", content: await createJpeg(), filename: "a.jpg" };

/** An app in which every face has quality 50. */
function createPoorApp() {
  return createTestApp({
    engine: createFakeEngine([createFacts({ faces: [createFace({ unifiedQualityScore: 50 })] })]),
  });
}

test("actions and thresholds change in one space, until it is reset", async () => {
  const app = await createPoorApp();
  const settings = { didit: { face_quality_threshold: 60, actions: { low_face_quality: "decline" } } };
  const changed = await app.inject(patch(settings));
  expect(changed.json().didit).toMatchObject({ ...settings.didit, face_luminance_min_threshold: 20 });
  const statuses = async () =>
    (
      await Promise.all(
        ["", "/~other"].map((space) =>
          postForm(app, `${space}/v3/passive-liveness/`, [image], { "x-api-key": "k" }),
        ),
      )
    ).map(({ body }) => body.liveness.status);
  expect(await statuses()).toEqual(["Declined", "Approved"]);
  await app.inject({ method: "DELETE", url: "/__admin/settings" });
  expect(await statuses()).toEqual(["Approved", "Approved"]);
  await app.inject(patch(settings));
  await app.inject({ method: "POST", url: "/__admin/reset?only=state" });
  expect(await statuses()).toEqual(["Approved", "Approved"]);
});

test("later changes keep the earlier ones", async () => {
  const app = await createPoorApp();
  await app.inject(patch({ didit: { face_quality_threshold: 60 } }));
  await app.inject(patch({ apptenticate: { language: "en" } }));
  const { didit, apptenticate } = (await app.inject("/__admin/settings")).json();
  expect([didit.face_quality_threshold, apptenticate.language]).toEqual([60, "en"]);
});

test("the edition is a setting of the space too", async () => {
  const app = await createPoorApp();
  await app.inject(patch({ didit: { contract: "2026-06" } }));
  const { body } = await postDidit(app, "passive-liveness", [image]);
  expect(Object.keys(body)).toEqual(["request_id", "liveness", "vendor_data", "metadata", "created_at"]);
});

test.each([
  [{ didit: { face_quality_treshold: 60 } }, "Did you mean face_quality_threshold?"],
  [{ didit: { face_quality_threshold: 101 } }, "didit.face_quality_threshold"],
  [{ didit: { actions: { low_face_quality: "refuse" } } }, "didit.actions.low_face_quality"],
  [{ port: 1 }, "port"],
  [[], "body"],
])("the settings %j are refused with %j and change nothing", async (settings, message) => {
  const app = await createPoorApp();
  const before = (await app.inject("/__admin/settings")).payload;
  const answer = await app.inject(patch(settings));
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error).toContain(message);
  expect((await app.inject("/__admin/settings")).payload).toBe(before);
});

test("keys, users and secrets are shown by their ends only", async () => {
  const app = await createTestApp({ options: { didit: { keys: ["key-of-a-customer"] } } });
  const { payload } = await app.inject("/__admin/settings");
  expect(payload).toContain("…omer");
  expect(payload).not.toContain("key-of-a");
});
