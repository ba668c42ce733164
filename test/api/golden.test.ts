import { expect, test } from "vitest";
import { createTestApp, exampleId, getTokens, postDidit, postForm, postSelfie } from "../helpers/app.ts";
import { createDescriptor, createFace, createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

const image = await createJpeg();
const selfie = { name: "user_image", filename: "selfie.jpg", content: image };
const reference = { name: "ref_image", filename: "id.jpg", content: image };

const liveness2025 = `{"request_id":"${exampleId}","liveness":{"status":"Approved","method":"PASSIVE","score":95,"user_image":{"entities":[{"age":22.16,"bbox":[156,234,679,898],"confidence":0.717,"gender":"male"}],"best_angle":0},"warnings":[],"face_quality":85.0,"face_luminance":50.0},"created_at":"2025-05-01T13:11:07.977806Z"}`;
const match2025 = `{"request_id":"${exampleId}","face_match":{"status":"Approved","score":80,"user_image":{"entities":[{"age":27.63,"bbox":[40,40,100,100],"confidence":0.717,"gender":"male"}],"best_angle":0},"ref_image":{"entities":[{"age":22.16,"bbox":[156,234,679,898],"confidence":0.717,"gender":"male"}],"best_angle":0},"warnings":[]},"created_at":"2025-05-01T13:11:07.977806Z"}`;

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
  expect(text).toBe(liveness2025);
});

test("the face match example of the published page is answered byte for byte", async () => {
  const app = await createTestApp({ engine: createMatchEngine() });
  const { status, text } = await postDidit(app, "face-match", [selfie, reference]);
  expect(status).toBe(200);
  expect(text).toBe(match2025);
});

test("edition 2026-06 orders entities its way, echoes vendor data and metadata and writes the offset of the time", async () => {
  const app = await createTestApp({ options: { didit: { contract: "2026-06" } } });
  const parts = [
    { name: "vendor_data", content: "user-42" },
    selfie,
    { name: "metadata", content: '{"a":1,"b":[2.5]}' },
  ];
  const { text } = await postDidit(app, "passive-liveness", parts);
  expect(text).toBe(
    `{"request_id":"${exampleId}","liveness":{"status":"Approved","method":"PASSIVE","score":95,"user_image":{"entities":[{"bbox":[156,234,679,898],"confidence":0.717,"age":22.16,"gender":"male","race":null}],"best_angle":0},"warnings":[],"face_quality":85.0,"face_luminance":50.0},"vendor_data":"user-42","metadata":{"a":1,"b":[2.5]},"created_at":"2025-05-01T13:11:07.977806+00:00"}`,
  );
});

test("edition 2026-06 writes match scores with decimals and null for what was not sent", async () => {
  const app = await createTestApp({
    options: { didit: { contract: "2026-06" } },
    engine: createMatchEngine(),
  });
  const { text } = await postDidit(app, "face-match", [selfie, reference]);
  expect(text).toContain(`"face_match":{"status":"Approved","score":80.0,`);
  expect(text).toContain(`"vendor_data":null,"metadata":null,"created_at":`);
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
  const api = `"api_response":{"score":2.656599,"quality":0.8511556,"liveness":0.9344166}`;
  expect((await postSelfie(app, [part, details, returnId])).text).toBe(`{"valid":true,${api},"id":1111}`);
  expect((await postSelfie(app, [part, details])).text).toBe(`{"valid":true,${api}}`);
  expect((await postSelfie(app, [part])).text).toBe(`{"valid":true}`);
  expect((await postSelfie(app, [part, returnId])).text).toBe(`{"valid":true,"id":1114}`);
});

test("the documented rejection is answered byte for byte, bare, in an envelope, in English and as 400", async () => {
  const small = createFace({ interPupilDistancePx: 20 });
  const engine = createFakeEngine([createFacts({ faces: [small] })]);
  const part = { name: "selfie", filename: "s.jpg", content: image };
  const app = await createTestApp({ engine });
  const spanish = await postSelfie(app, [part]);
  expect(spanish.status).toBe(200);
  expect(spanish.text).toBe(`{"valid":false,"message":"Rostro muy reducido en pixeles","error_code":706}`);
  const other = await createTestApp({
    engine,
    options: { apptenticate: { envelope: "data", language: "en", rejectionStatus: 400 } },
  });
  const english = await postSelfie(other, [part]);
  expect(english.status).toBe(400);
  expect(english.text).toBe(`{"data":{"valid":false,"message":"Face reduced in pixels","error_code":706}}`);
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
