import { expect, test } from "vitest";
import { createTestApp, postDidit, postSelfie } from "../helpers/app.ts";
import { createFace, createFacts } from "../helpers/facts.ts";
import { createFakeEngine, type FakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

const image = await createJpeg();
const parts = [
  { name: "user_image", filename: "a.jpg", content: image },
  { name: "ref_image", filename: "b.jpg", content: image },
  { name: "selfie", filename: "c.jpg", content: image },
];

type Operation = "didit.passive-liveness" | "didit.face-match" | "apptenticate.liveness";

/** What the operation answers with when the outcome is forced on what the engine sees: one ordinary face unless told otherwise. */
async function force(operation: Operation, outcome: string, engine = createFakeEngine([createFacts()])) {
  const app = await createTestApp({
    engine,
    scenarios: `id: s\noperation: ${operation}\noutcome: ${outcome}`,
  });
  const { status, headers, body } =
    operation === "apptenticate.liveness"
      ? await postSelfie(app, [...parts, { name: "details", content: "true" }])
      : await postDidit(app, operation.slice("didit.".length), parts);
  expect([status, headers["x-stuntface-scenario"]]).toEqual([200, "s#1/1"]);
  return { headers, body, check: body.liveness ?? body.face_match ?? body, asked: engine.asked.length };
}

const liveness = "didit.passive-liveness";
const match = "didit.face-match";
const selfie = "apptenticate.liveness";

const risksOf = ({ check }: { check: { warnings: { risk: string }[] } }) =>
  check.warnings.map(({ risk }) => risk);

test.each<[Operation, string, string, string[]]>([
  [liveness, "{ warnings: [] }", "Approved", []],
  [liveness, "{ warnings: [LOW_LIVENESS_SCORE] }", "Declined", ["LOW_LIVENESS_SCORE"]],
  [liveness, "{ warnings: [FACE_IN_BLOCKLIST] }", "Declined", ["FACE_IN_BLOCKLIST"]],
  [liveness, "{ warnings: [LOW_FACE_QUALITY] }", "Approved", ["LOW_FACE_QUALITY"]],
  [
    liveness,
    "{ warnings: [LOW_FACE_QUALITY, FACE_IN_BLOCKLIST] }",
    "Declined",
    ["LOW_FACE_QUALITY", "FACE_IN_BLOCKLIST"],
  ],
  [match, "{ warnings: [] }", "Approved", []],
  [match, "{ warnings: [LOW_FACE_MATCH_SIMILARITY] }", "Declined", ["LOW_FACE_MATCH_SIMILARITY"]],
  [match, "{ warnings: [NO_REFERENCE_IMAGE] }", "Declined", ["NO_REFERENCE_IMAGE"]],
])("on %s %s gives the status %s", async (operation, outcome, status, risks) => {
  const forced = await force(operation, outcome);
  expect([forced.check.status, risksOf(forced)]).toEqual([status, risks]);
  expect(forced.headers["x-stuntface-outcome"]).toBe("overlay");
});

test.each<[Operation, number, string]>([
  [liveness, 12, "Declined"],
  [liveness, 30, "Approved"],
  [liveness, 100, "Approved"],
  [match, 12, "Declined"],
  [match, 99, "Approved"],
])("on %s a score of %d is answered with the status that follows", async (operation, score, status) => {
  const { check } = await force(operation, `{ score: ${score} }`);
  expect(check).toMatchObject({ score, status });
});

test.each<[Operation, string]>([
  [liveness, "Approved"],
  [liveness, "Declined"],
  [match, "Approved"],
  [match, "Declined"],
  [match, "In Review"],
])("on %s the status %s can be forced, whatever is seen", async (operation, status) => {
  const strangers = createFakeEngine([createFacts(), createFacts({ faces: [] })]);
  expect((await force(operation, `{ status: ${status} }`)).check.status).toBe(status);
  expect((await force(operation, `{ status: ${status} }`, strangers)).check.status).toBe(status);
});

test.each([
  ["{ code: 706 }", { valid: false, message: "Rostro muy reducido en pixeles", error_code: 706 }],
  ["{ code: 700 }", { valid: false, message: "Rostro muy cerca", error_code: 700 }],
  [
    "{ status: Declined }",
    { valid: false, message: "Puntuación mínima para liveness no cumplida", error_code: 715 },
  ],
])("on the selfie check %s is a rejection", async (outcome, body) => {
  expect((await force(selfie, outcome)).body).toEqual(body);
});

test("on the selfie check Approved outweighs what is seen, with measures that allow it", async () => {
  const nobody = createFakeEngine([createFacts({ faces: [] })]);
  const { body } = await force(selfie, "{ status: Approved }", nobody);
  expect(body).toMatchObject({ valid: true, api_response: { quality: 0.85, liveness: 0.93 } });
});

test.each<[Operation, string, string, unknown]>([
  [liveness, "liveness.face_quality", "18", { liveness: { face_quality: 18 } }],
  [
    liveness,
    "liveness.user_image.entities.0.age",
    "77.5",
    { liveness: { user_image: { entities: [{ age: 77.5 }] } } },
  ],
  [liveness, "liveness.user_image.best_angle", "90", { liveness: { user_image: { best_angle: 90 } } }],
  [liveness, "request_id", "mine", { request_id: "mine" }],
  [match, "face_match.score", "null", { face_match: { score: null } }],
  [match, "face_match.ref_image.entities", "[]", { face_match: { ref_image: { entities: [] } } }],
  [selfie, "api_response.liveness", "0.5", { valid: true, api_response: { liveness: 0.5 } }],
  [selfie, "id", "7", { valid: true, id: 7 }],
])("on %s set changes %s and nothing else", async (operation, path, value, expected) => {
  const { body } = await force(operation, `{ set: { ${path}: ${value} } }`);
  expect(body).toMatchObject(expected as object);
  if (operation === liveness) expect(body.liveness).toMatchObject({ status: "Approved", score: 95 });
});

test("set fills a list up to an index beyond its end with what stands last in it", async () => {
  const { body } = await force(liveness, '{ set: { "liveness.user_image.entities.3.gender": female } }');
  const [seen, ...added] = body.liveness.user_image.entities;
  expect(seen.gender).toBe("male");
  expect(added).toEqual([seen, seen, { ...seen, gender: "female" }]);
});

test("set makes entries of a list that is empty of nothing but what it says", async () => {
  const nobody = createFakeEngine([createFacts({ faces: [] })]);
  const { body } = await force(
    liveness,
    '{ set: { "liveness.user_image.entities.1.gender": female } }',
    nobody,
  );
  expect(body.liveness.user_image.entities).toEqual([{}, { gender: "female" }]);
});

test("all parts of an overlay can stand together", async () => {
  const { check, asked } = await force(
    liveness,
    "{ warnings: [LOW_LIVENESS_SCORE], score: 7, status: Declined, set: { liveness.face_luminance: 3.5 }, detection: skip }",
  );
  expect(check).toMatchObject({ status: "Declined", score: 7, face_luminance: 3.5 });
  expect(asked).toBe(0);
});

test.each<[Operation, string, number]>([
  [liveness, "real", 1],
  [liveness, "{ score: 12 }", 1],
  [liveness, "{ score: 12, detection: skip }", 0],
  [liveness, "{ warnings: [NO_FACE_DETECTED] }", 0],
  [match, "{ status: Approved }", 2],
  [match, "{ detection: skip }", 0],
  [selfie, "{ status: Approved }", 1],
  [selfie, "{ status: Approved, detection: skip }", 0],
  [selfie, "{ code: 706 }", 0],
])("on %s %s looks at %i pictures", async (operation, outcome, pictures) => {
  expect((await force(operation, outcome)).asked).toBe(pictures);
});

test("without detection one plausible face is made up, and what is seen does not matter", async () => {
  const engine: FakeEngine = createFakeEngine([createFacts({ faces: [] })]);
  const { check } = await force(match, "{ detection: skip }", engine);
  expect(check.status).toBe("Approved");
  for (const side of [check.user_image, check.ref_image]) expect(side.entities).toHaveLength(1);
});

test("what is not forced is what was seen", async () => {
  const faces = [createFace({ ageYears: 63, luminance: 71 })];
  const { check } = await force(liveness, "{ score: 41 }", createFakeEngine([createFacts({ faces })]));
  expect(check).toMatchObject({ score: 41, face_luminance: 71, user_image: { entities: [{ age: 63 }] } });
});
