import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createTestApp, getTokens, postDidit, postForm, postSelfie } from "../helpers/app.ts";
import { createDescriptor, createFace, createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

const image = await createJpeg();
const selfie = { name: "user_image", filename: "selfie.jpg", content: image };
const reference = { name: "ref_image", filename: "id.jpg", content: image };

/** The body as it must go over the wire; `test/golden` holds one file per case. */
function readGolden(name: string): string {
  return readFileSync(new URL(`../golden/${name}.json`, import.meta.url), "utf8").trimEnd();
}

function createMatchEngine() {
  const small = createFace({ box: { x: 40, y: 40, width: 60, height: 60 }, ageYears: 27.63 });
  // 0.495 lies in the middle between the table's 0.475 (90) and 0.515 (70).
  const example = createFace({ descriptor: createDescriptor(0.495) });
  return createFakeEngine([createFacts({ faces: [small] }), createFacts({ faces: [example] })]);
}

test("the passive liveness example of the published page is answered byte for byte", async () => {
  const app = await createTestApp();
  const { status, text } = await postDidit(app, "passive-liveness", [selfie]);
  expect(status).toBe(200);
  expect(text).toBe(readGolden("didit-2025-05-passive-liveness"));
});

test("the face match example of the published page is answered byte for byte", async () => {
  const app = await createTestApp({ engine: createMatchEngine() });
  const { status, text } = await postDidit(app, "face-match", [selfie, reference]);
  expect(status).toBe(200);
  expect(text).toBe(readGolden("didit-2025-05-face-match"));
});

test("edition 2026-06 orders entities its way, echoes vendor data and metadata and writes the offset of the time", async () => {
  const app = await createTestApp({ options: { didit: { contract: "2026-06" } } });
  const parts = [
    { name: "vendor_data", content: "user-42" },
    selfie,
    { name: "metadata", content: '{"a":1,"b":[2.5]}' },
  ];
  const { text } = await postDidit(app, "passive-liveness", parts);
  expect(text).toBe(readGolden("didit-2026-06-passive-liveness"));
});

test("edition 2026-06 writes match scores with decimals and null for what was not sent", async () => {
  const app = await createTestApp({
    options: { didit: { contract: "2026-06" } },
    engine: createMatchEngine(),
  });
  const { text } = await postDidit(app, "face-match", [selfie, reference]);
  expect(text).toBe(readGolden("didit-2026-06-face-match"));
});

test("a declined match carries the published warning texts in the order of each edition", async () => {
  const far = () =>
    createFakeEngine([
      createFacts(),
      createFacts({ faces: [createFace({ descriptor: createDescriptor(0.9) })] }),
    ]);
  const texts = `"log_type":"error","short_description":"Low face match similarity","long_description":"The facial features of the provided image don't closely match the reference image, suggesting a potential identity mismatch."}`;
  const older = await createTestApp({ engine: far() });
  const old = await postDidit(older, "face-match", [selfie, reference]);
  expect(old.text).toContain(`"warnings":[{"risk":"LOW_FACE_MATCH_SIMILARITY",${texts}]`);
  const newer = await createTestApp({ engine: far(), options: { didit: { contract: "2026-06" } } });
  const current = await postDidit(newer, "face-match", [selfie, reference]);
  expect(current.text).toContain(
    `"warnings":[{"risk":"LOW_FACE_MATCH_SIMILARITY","feature":"FACEMATCH","additional_data":null,${texts}]`,
  );
});

test("the four documented Apptenticate answers come with their keys in order", async () => {
  const face = createFace({ unifiedQualityScore: 85.11556, bonaFideProbability: 0.9344166 });
  const engine = createFakeEngine([createFacts({ faces: [face] })]);
  const app = await createTestApp({ engine });
  const part = { name: "selfie", filename: "s.jpg", content: image };
  const details = { name: "details", content: "True" };
  const returnId = { name: "return_id", content: "1" };
  const cases = [
    ["apptenticate-details-and-id", [part, details, returnId]],
    ["apptenticate-details", [part, details]],
    ["apptenticate-plain", [part]],
    ["apptenticate-id", [part, returnId]],
  ] as const;
  for (const [name, parts] of cases) expect((await postSelfie(app, parts)).text).toBe(readGolden(name));
});

test("the documented rejection is answered byte for byte, bare, in an envelope, in English and as 400", async () => {
  const small = createFace({ interPupilDistancePx: 20 });
  const engine = createFakeEngine([createFacts({ faces: [small] })]);
  const part = { name: "selfie", filename: "s.jpg", content: image };
  const app = await createTestApp({ engine });
  const spanish = await postSelfie(app, [part]);
  expect(spanish.status).toBe(200);
  expect(spanish.text).toBe(readGolden("apptenticate-rejection"));
  const other = await createTestApp({
    engine,
    options: { apptenticate: { envelope: "data", language: "en", rejectionStatus: 400 } },
  });
  const english = await postSelfie(other, [part]);
  expect(english.status).toBe(400);
  expect(english.text).toBe(readGolden("apptenticate-rejection-english-enveloped"));
});

test("tokens come as refresh, then access, and a renewal as access alone", async () => {
  const app = await createTestApp();
  const tokens = await getTokens(app);
  expect(Object.keys(tokens)).toEqual(["refresh", "access"]);
  const renewal = await postForm(app, "/api/token/refresh/", [{ name: "refresh", content: tokens.refresh }]);
  expect(renewal.status).toBe(200);
  expect(Object.keys(renewal.body)).toEqual(["access"]);
  const [header, claims] = tokens.access
    .split(".")
    .slice(0, 2)
    .map((part) => Buffer.from(part, "base64url").toString());
  expect(header).toBe('{"alg":"HS256","typ":"JWT"}');
  expect(claims).toMatch(
    /^\{"token_type":"access","exp":1746105367,"iat":1746105067,"jti":"[0-9a-f]{32}","user_id":1\}$/,
  );
});
