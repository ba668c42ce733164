import { expect, test } from "vitest";
import type { Face, FaceFacts } from "../../src/face/facts.ts";
import type { PartialOptions } from "../../src/options.ts";
import { expectAnswer } from "../helpers/answers.ts";
import { createTestApp, postDidit, postForm } from "../helpers/app.ts";
import { createFace, createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

const selfie = { name: "user_image", filename: "selfie.jpg", content: await createJpeg() };
const editions = ["2025-05", "2026-06"] as const;

type Didit = NonNullable<PartialOptions["didit"]>;

const withFace = (changes: Partial<Face>) => createFacts({ faces: [createFace(changes)] });
const toParts = (fields: Record<string, string>) =>
  Object.entries(fields).map(([name, content]) => ({ name, content }));

async function ask(facts: FaceFacts, fields: Record<string, string> = {}, didit: Didit = {}) {
  const app = await createTestApp({ engine: createFakeEngine([facts]), options: { didit } });
  const { body } = await postDidit(app, "age-estimation", [...toParts(fields), selfie]);
  expectAnswer(body, "didit.age-estimation", { didit });
  const { age_estimation: check } = body;
  return { ...check, body, risks: check.warnings.map(({ risk }: { risk: string }) => risk) };
}

async function force(outcome: string, fields: Record<string, string> = {}, facts = createFacts()) {
  const engine = createFakeEngine([facts]);
  const scenarios = `id: forced\noperation: didit.age-estimation\noutcome: ${outcome}`;
  const app = await createTestApp({ engine, scenarios, allowsServerErrors: true });
  const { status, body } = await postDidit(app, "age-estimation", [...toParts(fields), selfie]);
  if (status === 200) expectAnswer(body, "didit.age-estimation");
  return { status, body, asked: engine.asked.length, ...body.age_estimation };
}

test("2025-05 answers with the estimated age of the largest face beside its liveness", async () => {
  const { body } = await ask(createFacts());
  expect(body).toEqual({
    request_id: "a1b2c3d4-e5f6-7890-1234-567890abcdef",
    age_estimation: {
      status: "Approved",
      method: "PASSIVE",
      score: 95,
      user_image: {
        entities: [{ age: 22.16, bbox: [156, 234, 679, 898], confidence: 0.717, gender: "male" }],
        best_angle: 0,
      },
      age_estimation: 22.16,
      warnings: [],
    },
    created_at: "2025-05-01T13:11:07.977806Z",
  });
});

test("2026-06 echoes the caller's values and names the feature of a warning LIVENESS", async () => {
  const fields = { vendor_data: "user-1", metadata: '{"flow":"gate"}' };
  const { body } = await ask(withFace({ ageYears: 12 }), fields, { contract: "2026-06" });
  expect(Object.keys(body)).toEqual([
    "request_id",
    "age_estimation",
    "vendor_data",
    "metadata",
    "created_at",
  ]);
  expect(body).toMatchObject({ vendor_data: "user-1", metadata: { flow: "gate" } });
  expect(body.age_estimation.warnings).toMatchObject([
    { risk: "AGE_BELOW_MINIMUM", feature: "LIVENESS", additional_data: null, log_type: "error" },
  ]);
  expect(body.age_estimation.user_image.entities[0]).toMatchObject({ age: 12, race: null });
});

test.each(editions)("%s declines an age under the minimum and takes the minimum itself", async (contract) => {
  const didit = { contract };
  expect(await ask(withFace({ ageYears: 17.99 }), {}, didit)).toMatchObject({
    status: "Declined",
    age_estimation: 17.99,
    risks: ["AGE_BELOW_MINIMUM"],
  });
  expect(await ask(withFace({ ageYears: 18 }), {}, didit)).toMatchObject({ status: "Approved", risks: [] });
  const fields = { age_estimation_decline_threshold: "25" };
  expect((await ask(withFace({ ageYears: 24 }), fields, didit)).risks).toEqual(["AGE_BELOW_MINIMUM"]);
  const off = { age_estimation_decline_threshold: "0" };
  expect(await ask(withFace({ ageYears: 3 }), off, didit)).toMatchObject({ status: "Approved", risks: [] });
});

test("the minimum age that a call does not send is a setting", async () => {
  expect(await ask(createFacts(), {}, { ageEstimationDeclineThreshold: 30 })).toMatchObject({
    status: "Declined",
  });
});

test("the liveness score declines at its threshold as passive liveness does in the edition", async () => {
  const facts = withFace({ bonaFideProbability: 0.4 });
  const fields = { face_liveness_score_decline_threshold: "40" };
  expect(await ask(facts, fields)).toMatchObject({ status: "Approved", score: 40 });
  expect(await ask(facts, fields, { contract: "2026-06" })).toMatchObject({
    status: "Declined",
    risks: ["LOW_LIVENESS_SCORE"],
  });
  expect((await ask(withFace({ bonaFideProbability: 0.02 }))).risks).toEqual([
    "LIVENESS_FACE_ATTACK",
    "LOW_LIVENESS_SCORE",
  ]);
});

test.each(editions)("%s answers a picture without a face with null for score and age", async (contract) => {
  expect(await ask(createFacts({ faces: [] }), {}, { contract })).toMatchObject({
    status: "Declined",
    score: null,
    age_estimation: null,
    user_image: { entities: [] },
    risks: ["NO_FACE_DETECTED", "AGE_NOT_DETECTED"],
  });
});

test("both thresholds are checked, and all that is wrong is said at once", async () => {
  const app = await createTestApp();
  const fields = { face_liveness_score_decline_threshold: "101", age_estimation_decline_threshold: "old" };
  const { status, body } = await postDidit(app, "age-estimation", toParts(fields));
  expect([status, body]).toEqual([
    400,
    {
      user_image: ["No file was submitted."],
      face_liveness_score_decline_threshold: ["Ensure this value is less than or equal to 100."],
      age_estimation_decline_threshold: ["A valid integer is required."],
    },
  ]);
});

test.each(["/v3/age-estimation/", "/v3/age-estimation", "/v2/age-estimation/", "/v2/age-estimation"])(
  "%s answers",
  async (path) => {
    const app = await createTestApp();
    expect((await postForm(app, path, [selfie], { "x-api-key": "k" })).status).toBe(200);
    expect((await postForm(app, path, [selfie])).status).toBe(401);
  },
);

test("a forced age agrees with the minimum of the call", async () => {
  expect(await force("{ warnings: [AGE_BELOW_MINIMUM] }")).toMatchObject({
    status: "Declined",
    age_estimation: 11,
    user_image: { entities: [{ age: 11 }] },
  });
  const fields = { age_estimation_decline_threshold: "40" };
  expect(await force("{ status: Approved }", fields)).toMatchObject({ age_estimation: 47, warnings: [] });
  expect(await force("{ status: Declined }")).toMatchObject({
    age_estimation: 22.16,
    warnings: [{ risk: "LOW_LIVENESS_SCORE" }],
  });
});

test("a face without an age keeps its liveness score, no face at all keeps none and is not looked for", async () => {
  expect(await force("{ warnings: [AGE_NOT_DETECTED] }")).toMatchObject({
    status: "Declined",
    score: 95,
    age_estimation: null,
    user_image: { entities: [] },
  });
  expect(await force("{ warnings: [NO_FACE_DETECTED] }")).toMatchObject({
    score: null,
    age_estimation: null,
    asked: 0,
  });
});

test("score, set, detection and errors are forced", async () => {
  expect(await force("{ score: 12 }")).toMatchObject({ status: "Declined", score: 12 });
  expect(await force("{ set: { age_estimation.age_estimation: 19.5 } }")).toMatchObject({
    age_estimation: 19.5,
  });
  expect(await force("{ warnings: [], detection: skip }")).toMatchObject({ status: "Approved", asked: 0 });
  expect(await force("{ error: insufficient_credits }")).toMatchObject({ status: 403 });
});

test("a saved estimation is a session that enrols no face and costs its own price", async () => {
  const options = { didit: { credits: 10, prices: { ageEstimation: 4 } } };
  const app = await createTestApp({ options });
  const headers = { "x-api-key": "test-key" };
  const { body } = await postDidit(app, "age-estimation", [selfie]);
  const decision = (await app.inject({ url: `/v3/session/${body.request_id}/decision/`, headers })).json();
  expect(decision).toMatchObject({ status: "Approved", liveness_checks: [body.age_estimation] });
  const search = await postDidit(app, "face-search", [selfie]);
  expect(search.body.face_search.total_matches).toBe(0);
  const { balance } = (await app.inject({ url: "/v3/billing/balance/", headers })).json();
  expect(balance).toBe("5.0000");
});
