import { expect, test } from "vitest";
import type { FaceFacts } from "../../src/face/facts.ts";
import type { PartialOptions } from "../../src/options.ts";
import { createTestApp, postDidit } from "../helpers/app.ts";
import { createDescriptor, createFace, createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

const image = await createJpeg();
const selfie = { name: "user_image", filename: "selfie.jpg", content: image };
const reference = { name: "ref_image", filename: "id.jpg", content: image };
const noFace = createFacts({ faces: [] });

type Didit = NonNullable<PartialOptions["didit"]>;

async function checkLiveness(facts: FaceFacts, threshold?: string, didit: Didit = {}) {
  const app = await createTestApp({ engine: createFakeEngine([facts]), options: { didit } });
  const fields = threshold ? [{ name: "face_liveness_score_decline_threshold", content: threshold }] : [];
  const { body } = await postDidit(app, "passive-liveness", [...fields, selfie]);
  return { ...body.liveness, risks: body.liveness.warnings.map(({ risk }: { risk: string }) => risk) };
}

async function matchFaces(facts: FaceFacts[], fields: Record<string, string> = {}, didit: Didit = {}) {
  const app = await createTestApp({ engine: createFakeEngine(facts), options: { didit } });
  const parts = Object.entries(fields).map(([name, content]) => ({ name, content }));
  const { body } = await postDidit(app, "face-match", [selfie, ...parts, reference]);
  return { ...body.face_match, risks: body.face_match.warnings.map(({ risk }: { risk: string }) => risk) };
}

const atScore = (score: number) => createFacts({ faces: [createFace({ bonaFideProbability: score / 100 })] });
const atDistance = (distance: number) => [
  createFacts(),
  createFacts({ faces: [createFace({ descriptor: createDescriptor(distance) })] }),
];

test("a score at the threshold passes in 2025-05 and is declined in 2026-06", async () => {
  expect(await checkLiveness(atScore(60), "60")).toMatchObject({ status: "Approved", score: 60, risks: [] });
  expect(await checkLiveness(atScore(59), "60")).toMatchObject({
    status: "Declined",
    risks: ["LOW_LIVENESS_SCORE"],
  });
  const newer = { contract: "2026-06" } as const;
  expect(await checkLiveness(atScore(60), "60", newer)).toMatchObject({ status: "Declined" });
  expect(await checkLiveness(atScore(61), "60", newer)).toMatchObject({ status: "Approved" });
  expect(await checkLiveness(atScore(43), "42.5", newer)).toMatchObject({ status: "Approved" });
});

test("thresholds with decimals, as some clients send them, count in 2025-05 too", async () => {
  expect(await checkLiveness(atScore(42), "42.5")).toMatchObject({ status: "Declined" });
  expect(await checkLiveness(atScore(43), "42.5")).toMatchObject({ status: "Approved" });
});

test("without a threshold 30 is used, or the configured one", async () => {
  expect(await checkLiveness(atScore(30))).toMatchObject({ status: "Approved" });
  expect(await checkLiveness(atScore(29))).toMatchObject({ status: "Declined" });
  expect(await checkLiveness(atScore(60), "", { faceLivenessScoreDeclineThreshold: 70 })).toMatchObject({
    status: "Declined",
  });
});

test("no face is declined with null measures and suppresses the low score", async () => {
  expect(await checkLiveness(noFace)).toMatchObject({
    status: "Declined",
    score: null,
    face_quality: null,
    face_luminance: null,
    user_image: { entities: [], best_angle: 0 },
    risks: ["NO_FACE_DETECTED"],
  });
});

test("a clear attack is declined as one, whatever the threshold", async () => {
  expect(await checkLiveness(atScore(3), "0")).toMatchObject({
    status: "Declined",
    risks: ["LIVENESS_FACE_ATTACK"],
  });
});

test("several faces warn, list every face and judge the largest", async () => {
  const small = createFace({ box: { x: 0, y: 0, width: 50, height: 60 }, bonaFideProbability: 0.01 });
  const facts = createFacts({ faces: [createFace(), small] });
  const seen = await checkLiveness(facts);
  expect(seen).toMatchObject({ status: "Approved", score: 95, risks: ["MULTIPLE_FACES_DETECTED"] });
  expect(seen.warnings[0].log_type).toBe("warning");
  expect(seen.user_image.entities).toHaveLength(2);
  const ignoring = await checkLiveness(facts, "", { multipleFacesMinRelativeArea: 0.05 });
  expect(ignoring.risks).toEqual([]);
});

test("a configured action declines with log_type error in 2025-05 and never in 2026-06", async () => {
  const facts = createFacts({ faces: [createFace(), createFace()] });
  const actions = { multipleFacesDetected: "decline" } as const;
  const older = await checkLiveness(facts, "", { actions });
  expect(older).toMatchObject({ status: "Declined", warnings: [{ log_type: "error" }] });
  const newer = await checkLiveness(facts, "", { actions, contract: "2026-06" });
  expect(newer).toMatchObject({ status: "Approved", warnings: [{ log_type: "warning" }] });
});

test("poor quality and light warn in 2025-05, in 2026-06 only when asked to", async () => {
  const dark = createFacts({ faces: [createFace({ unifiedQualityScore: 12, luminance: 8 })] });
  const older = await checkLiveness(dark);
  expect(older.risks).toEqual(["LOW_FACE_QUALITY", "LOW_FACE_LUMINANCE"]);
  expect(older.status).toBe("Approved");
  const bright = createFacts({ faces: [createFace({ luminance: 97 })] });
  expect((await checkLiveness(bright)).risks).toEqual(["HIGH_FACE_LUMINANCE"]);
  expect((await checkLiveness(dark, "", { contract: "2026-06" })).risks).toEqual([]);
  const asked = { contract: "2026-06", faceQualityWarnings: "always" } as const;
  expect((await checkLiveness(dark, "", asked)).risks).toEqual(["LOW_FACE_QUALITY", "LOW_FACE_LUMINANCE"]);
});

test("a review threshold adds the warning without declining", async () => {
  const options = { faceLivenessScoreReviewThreshold: 80 };
  expect(await checkLiveness(atScore(70), "", options)).toMatchObject({
    status: "Approved",
    warnings: [{ risk: "LOW_LIVENESS_SCORE", log_type: "warning" }],
  });
});

test("rotate_image reaches the engine and its angle the answer", async () => {
  const engine = createFakeEngine([createFacts({ bestAngle: 270 })]);
  const app = await createTestApp({ engine });
  const { body } = await postDidit(app, "passive-liveness", [
    selfie,
    { name: "rotate_image", content: "True" },
  ]);
  expect(engine.asked).toMatchObject([{ rotate: true }]);
  expect(body.liveness.user_image.best_angle).toBe(270);
});

test("boxes are whole numbers inside the picture", async () => {
  const face = createFace({ box: { x: -5.5, y: 3.4, width: 2000, height: 3000 } });
  const seen = await checkLiveness(createFacts({ faces: [face] }));
  expect(seen.user_image.entities[0].bbox).toEqual([0, 3, 1000, 1200]);
});

test("a match at the threshold is approved in 2025-05 and declined in 2026-06", async () => {
  const fields = { face_match_score_decline_threshold: "75" };
  expect(await matchFaces(atDistance(0.505), fields)).toMatchObject({ status: "Approved", score: 75 });
  expect(await matchFaces(atDistance(0.505), fields, { contract: "2026-06" })).toMatchObject({
    status: "Declined",
    score: 75,
  });
});

test("a missing face declines a match with null, in 2026-06 with 0 when nothing is saved", async () => {
  const withoutProbe = await matchFaces([noFace, createFacts()]);
  expect(withoutProbe).toMatchObject({ status: "Declined", score: null, risks: ["NO_FACE_DETECTED"] });
  const withoutReference = await matchFaces([createFacts(), noFace]);
  expect(withoutReference.risks).toContain("NO_REFERENCE_IMAGE");
  const newer = { contract: "2026-06" } as const;
  expect(await matchFaces([noFace, createFacts()], {}, newer)).toMatchObject({
    score: null,
    risks: ["NO_REFERENCE_IMAGE"],
  });
  expect(await matchFaces([createFacts(), noFace], { save_api_request: "false" }, newer)).toMatchObject({
    status: "Declined",
    score: 0,
  });
});

test("a review threshold puts a match In Review in 2025-05", async () => {
  const options = { faceMatchScoreReviewThreshold: 80 };
  expect(await matchFaces(atDistance(0.505), {}, options)).toMatchObject({
    status: "In Review",
    warnings: [{ log_type: "warning" }],
  });
});

test("the rate limit is reported, and enforced when it is asked for", async () => {
  const seen = async (rateLimit: "headers" | "enforce" | "off") => {
    const app = await createTestApp({ options: { didit: { rateLimit, writesPerMinute: 2 } } });
    const answers = [];
    for (let call = 0; call < 3; call++) answers.push(await postDidit(app, "passive-liveness", [selfie]));
    return answers;
  };
  const reported = await seen("headers");
  expect(reported.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(reported.map(({ headers }) => headers["x-ratelimit-remaining"])).toEqual(["1", "0", "0"]);
  expect(reported[0]?.headers).toMatchObject({ "x-ratelimit-limit": "2", "x-ratelimit-reset": "1746105128" });
  const enforced = await seen("enforce");
  expect(enforced.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(enforced[2]?.body).toEqual({ detail: "Request was throttled. Expected available in 61 seconds." });
  expect(enforced[2]?.headers["retry-after"]).toBe("61");
  expect((await seen("off"))[0]?.headers).not.toHaveProperty("x-ratelimit-limit");
});
