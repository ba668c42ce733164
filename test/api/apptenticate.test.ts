import { expect, test } from "vitest";
import type { Face } from "../../src/face/facts.ts";
import type { PartialOptions } from "../../src/options.ts";
import { createTestApp, exampleTime, getTokens, postForm, postSelfie } from "../helpers/app.ts";
import { createFace, createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

const image = await createJpeg();
const selfie = { name: "selfie", filename: "selfie.jpg", content: image };
const url = "/api/v3/biometrics/liveness/";
const notValid = (message: string) => ({
  detail: "Given token not valid for any token type",
  code: "token_not_valid",
  messages: [{ token_class: "AccessToken", token_type: "access", message }],
});

type Setting = NonNullable<PartialOptions["apptenticate"]>;

async function checkFaces(faces: readonly Face[], apptenticate: Setting = {}) {
  const app = await createTestApp({
    engine: createFakeEngine([createFacts({ faces })]),
    options: { apptenticate },
  });
  const { body } = await postSelfie(app, [selfie]);
  return body.valid ? "valid" : body.error_code;
}

test("user and password come as multipart, urlencoded or JSON", async () => {
  const app = await createTestApp();
  const credentials = { username: "ana", password: "secret" };
  const json = await app.inject({ method: "POST", url: "/api/token/", payload: credentials });
  const urlencoded = await app.inject({
    method: "POST",
    url: "/api/token",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(credentials).toString(),
  });
  for (const answer of [json, urlencoded]) {
    expect(answer.statusCode).toBe(200);
    expect(Object.keys(answer.json())).toEqual(["refresh", "access"]);
  }
});

test("token requests name missing and blank fields", async () => {
  const app = await createTestApp();
  const missing = await app.inject({ method: "POST", url: "/api/token/", payload: {} });
  expect([missing.statusCode, missing.json()]).toEqual([
    400,
    { username: ["This field is required."], password: ["This field is required."] },
  ]);
  const blank = await app.inject({
    method: "POST",
    url: "/api/token/",
    payload: { username: "", password: "x" },
  });
  expect([blank.statusCode, blank.json()]).toEqual([400, { username: ["This field may not be blank."] }]);
  const refresh = await app.inject({ method: "POST", url: "/api/token/refresh/", payload: {} });
  expect([refresh.statusCode, refresh.json()]).toEqual([400, { refresh: ["This field is required."] }]);
  const broken = await app.inject({
    method: "POST",
    url: "/api/token/",
    headers: { "content-type": "application/json" },
    payload: "{nope",
  });
  expect(broken.statusCode).toBe(400);
  expect(broken.json().detail).toMatch(/^JSON parse error - /);
});

test("the user stunt_invalid and, with a list, everyone not on it get no tokens", async () => {
  const body = { detail: "No active account found with the given credentials" };
  const open = await createTestApp();
  const closed = await createTestApp({ options: { apptenticate: { users: ["ana:secret"] } } });
  const ask = (app: typeof open, username: string, password: string) =>
    app.inject({ method: "POST", url: "/api/token/", payload: { username, password } });
  for (const answer of [
    await ask(open, "stunt_invalid", "x"),
    await ask(closed, "ana", "wrong"),
    await ask(closed, "bo", "secret"),
  ]) {
    expect([answer.statusCode, answer.json()]).toEqual([401, body]);
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="api"');
  }
  expect((await ask(closed, "ana", "secret")).statusCode).toBe(200);
});

test("a renewal needs a refresh token that is one, signed here and not expired", async () => {
  let now = exampleTime;
  const app = await createTestApp({ now: () => now });
  const { access, refresh } = await getTokens(app);
  const renew = (token: string) =>
    postForm(app, "/api/token/refresh/", [{ name: "refresh", content: token }]);
  const invalid = { detail: "Token is invalid or expired", code: "token_not_valid" };
  expect((await renew(refresh)).status).toBe(200);
  for (const token of [access, "abc", `${refresh}x`]) {
    const answer = await renew(token);
    expect([answer.status, answer.body]).toEqual([401, invalid]);
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="api"');
  }
  now += 86_400_000;
  expect((await renew(refresh)).status).toBe(401);
});

test("every kind of bad authorization gets its own 401, before the body is looked at", async () => {
  let now = exampleTime;
  const app = await createTestApp({ now: () => now });
  const other = await createTestApp();
  const { access, refresh } = await getTokens(app);
  const foreign = await getTokens(other);
  const missing = { detail: "Authentication credentials were not provided." };
  const badHeader = {
    detail: "Authorization header must contain two space-delimited values",
    code: "bad_authorization_header",
  };
  const cases: [string | undefined, unknown][] = [
    [undefined, missing],
    ["", missing],
    [`Token ${access}`, missing],
    [`bearer ${access}`, missing],
    ["Bearer", badHeader],
    [`Bearer ${access} more`, badHeader],
    ["Bearer abc", notValid("Token is invalid or expired")],
    [`Bearer ${foreign.access}`, notValid("Token is invalid or expired")],
    [`Bearer ${refresh}`, notValid("Token has wrong type")],
  ];
  const ask = (authorization: string | undefined) =>
    postForm(app, url, [], authorization === undefined ? {} : { authorization });
  for (const [authorization, body] of cases) {
    const answer = await ask(authorization);
    expect([answer.status, answer.body], authorization).toEqual([401, body]);
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="api"');
  }
  now += 299_000;
  expect((await ask(`Bearer ${access}`)).status).toBe(400);
  now += 1_000;
  const expired = await ask(`Bearer ${access}`);
  expect([expired.status, expired.body]).toEqual([401, notValid("Token is invalid or expired")]);
});

test.each([
  ["stunt_forbidden", 403, { detail: "You do not have permission to perform this action." }],
  ["stunt_no_credits", 403, { detail: "You do not have permission to perform this action." }],
  ["stunt_rate_limited", 429, { detail: "Request was throttled. Expected available in 60 seconds." }],
])("the user %s gets tokens and then %i", async (username, status, body) => {
  const app = await createTestApp();
  const answer = await postSelfie(app, [selfie], {}, username);
  expect([answer.status, answer.body]).toEqual([status, body]);
});

test.each([
  [[], { selfie: ["No file was submitted."] }],
  [
    [{ name: "selfie", content: "x" }],
    { selfie: ["The submitted data was not a file. Check the encoding type on the form."] },
  ],
  [[{ ...selfie, content: "" }], { selfie: ["The submitted file is empty."] }],
  [[selfie, { name: "return_id", content: "maybe" }], { return_id: ["Must be a valid boolean."] }],
  [[selfie, { name: "details", content: "2" }], { details: ["Must be a valid boolean."] }],
  [[selfie, { name: "device", content: "TV" }], { device: ['"TV" is not a valid choice.'] }],
])("bad fields are named (%#)", async (parts, body) => {
  const app = await createTestApp();
  const answer = await postSelfie(app, parts);
  expect([answer.status, answer.body]).toEqual([400, body]);
});

test("a selfie over the limit is error 901 with the limit in its text", async () => {
  const app = await createTestApp({ options: { apptenticate: { maxFileBytes: 2 * 1024 * 1024 } } });
  const large = Buffer.concat([image, Buffer.alloc(2 * 1024 * 1024)]);
  const answer = await postSelfie(app, [{ ...selfie, content: large }]);
  expect([answer.status, answer.body]).toEqual([
    400,
    { error: "Image too large. Maximum size allowed: 2MB", error_code: 901 },
  ]);
});

test("other methods and media types are refused, other versions of the path are served", async () => {
  const app = await createTestApp();
  const { access } = await getTokens(app);
  const authorization = `Bearer ${access}`;
  const get = await app.inject({ method: "GET", url: "/api/token/" });
  expect([get.statusCode, get.json()]).toEqual([405, { detail: 'Method "GET" not allowed.' }]);
  for (const target of ["/api/token/", url]) {
    const text = await app.inject({
      method: "POST",
      url: target,
      headers: { authorization, "content-type": "text/plain" },
      payload: "x",
    });
    expect([text.statusCode, text.json()]).toEqual([
      415,
      { detail: 'Unsupported media type "text/plain" in request.' },
    ]);
  }
  for (const version of ["v2", "v3", "v3.2"])
    for (const slash of ["", "/"]) {
      const answer = await postForm(app, `/api/${version}/biometrics/liveness${slash}`, [selfie], {
        authorization,
      });
      expect([answer.status, answer.body]).toEqual([200, { valid: true }]);
    }
});

test("an ordinary selfie from any known device is valid", async () => {
  const app = await createTestApp();
  for (const device of ["DESKTOP", "IOS", "ANDROID"]) {
    const { body } = await postSelfie(app, [selfie, { name: "device", content: device }]);
    expect(body).toEqual({ valid: true });
  }
});

test("a picture that cannot be read is 708", async () => {
  const app = await createTestApp({ engine: createFakeEngine(["unreadable"]) });
  const { status, body } = await postSelfie(app, [selfie]);
  expect([status, body]).toEqual([200, { valid: false, message: "Error leyendo imagen", error_code: 708 }]);
});

const tiny = createFace({ box: { x: 0, y: 0, width: 40, height: 40 } });
const padded = (left: number, top: number, right: number, bottom: number) =>
  createFace({ padding: { left, top, right, bottom } });
const turned = (yawDeg: number, pitchDeg: number, rollDeg: number) =>
  createFace({ pose: { yawDeg, pitchDeg, rollDeg } });

test.each<[string, Face[], Setting, number | "valid"]>([
  ["no face", [], {}, 704],
  ["two faces", [createFace(), createFace()], {}, 705],
  ["a tiny face in the background", [createFace(), tiny], {}, "valid"],
  ["a tiny face when none is too tiny", [createFace(), tiny], { detectableFaceSizeRelative: 0 }, 705],
  ["a narrow box", [createFace({ box: { x: 100, y: 100, width: 149, height: 200 } })], {}, 706],
  ["close pupils", [createFace({ interPupilDistancePx: 49 })], {}, 706],
  ["a small share of the picture", [createFace()], { minFaceSizeRelative: 0.5 }, 706],
  ["a box beyond the border", [padded(-1, 50, 50, 50)], {}, 702],
  ["a landmark beyond the border", [createFace({ landmarks: [{ x: -3, y: 10 }] })], {}, 702],
  ["little room left and right", [padded(5, 50, 5, 50)], {}, 700],
  ["little room above and below", [padded(50, 5, 50, 5)], {}, 700],
  ["little room on one side", [padded(50, 50, 14, 50)], {}, 701],
  ["little room that is allowed", [padded(50, 50, 14, 50)], { minFacePadding: 10 }, "valid"],
  ["no usable landmarks", [createFace({ landmarks: [{ x: Number.NaN, y: 1 }] })], {}, 710],
  ["a face turned aside", [turned(-31, 0, 0)], {}, 707],
  ["a face looking up", [turned(0, 31, 0)], {}, 707],
  ["a head on the shoulder", [turned(0, 0, 31)], {}, 707],
  ["a mask", [createFace({ occlusionProbability: 0.5 })], {}, 703],
  ["poor quality", [createFace({ unifiedQualityScore: 49.9 })], {}, 713],
  ["quality at the limit", [createFace({ unifiedQualityScore: 50 })], {}, "valid"],
  ["low liveness", [createFace({ bonaFideProbability: 0.49 })], {}, 715],
  ["poor and low", [createFace({ unifiedQualityScore: 10, bonaFideProbability: 0.1 })], {}, 713],
  [
    "poor and low with 714 switched on",
    [createFace({ unifiedQualityScore: 10, bonaFideProbability: 0.1 })],
    { minimumConditions: "quality-and-liveness" },
    714,
  ],
  ["two small turned faces", [turned(40, 0, 0), createFace()], {}, 705],
])("%s", async (_name, faces, setting, expected) => {
  expect(await checkFaces(faces, setting)).toBe(expected);
});
