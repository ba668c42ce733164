import { expect, test } from "vitest";
import { callLiveness, createAdminApp, type LivenessCall, photoPart } from "../helpers/admin.ts";
import { getTokens, postForm, postSelfie } from "../helpers/app.ts";

const edition = (contract: "2025-05" | "2026-06") => ({ options: { didit: { contract } } });
const threshold = "face_liveness_score_decline_threshold";

/** Calls that the vendor takes although its contract does not say so. */
const tolerated: [string, LivenessCall][] = [
  ['The field "colour" is not part of the contract.', { fields: { colour: "red" } }],
  ['The field "metadata" is not part of the contract.', { fields: { metadata: "{}" } }],
  [
    'The field "face_threshold" is not part of the contract. It is the name of another contract; this one calls it face_match_score_decline_threshold.',
    { fields: { face_threshold: "50" } },
  ],
  [
    'The file "image" is not part of the contract. It is the name of another contract; this one calls it user_image.',
    { parts: [photoPart, { ...photoPart, name: "image" }] },
  ],
  [
    'The field "vendor_data" was sent as a file.',
    { parts: [photoPart, { name: "vendor_data", filename: "blob", content: "user-42" }] },
  ],
  [
    'The part "user_image" was sent more than once; the last one counts, a file before a text.',
    { parts: [photoPart, photoPart] },
  ],
  [
    'The part "vendor_data" was sent more than once; the last one counts, a file before a text.',
    { parts: [photoPart, { name: "vendor_data", content: "a" }, { name: "vendor_data", content: "b" }] },
  ],
  [
    'The part "user_image" calls itself image/png, but its content is jpeg.',
    { parts: [{ ...photoPart, type: "image/png" }] },
  ],
  [
    'The part "user_image" calls itself multipart/form-data, but its content is jpeg.',
    { parts: [{ ...photoPart, type: "multipart/form-data" }] },
  ],
  [
    'The field "rotate_image" is "yes"; the contract knows true and false.',
    { fields: { rotate_image: "Yes" } },
  ],
  [
    `The field "${threshold}" is "42.5"; the contract knows whole numbers.`,
    { fields: { [threshold]: "42.5" } },
  ],
];

test.each(tolerated)(
  "recorded, reported by verify and answered all the same: %s",
  async (violation, call) => {
    const { app, ask } = await createAdminApp();
    const { status, headers } = await callLiveness(app, call);
    expect([status, headers["x-stuntface-outcome"]]).toEqual([200, "real"]);
    const { requests } = (await ask("GET /__admin/requests")).body;
    expect(requests[0].violations).toEqual([violation]);
    const verified = await ask("POST /__admin/verify");
    expect([verified.status, verified.body.problems]).toEqual([
      406,
      [
        {
          kind: "contract-violation",
          message: `POST /v3/passive-liveness/: ${violation}`,
          request_id: requests[0].requestId,
        },
      ],
    ]);
    expect((await ask("POST /__admin/requests/count", { match: { violations: ">0" } })).body.count).toBe(1);
  },
);

test.each(tolerated)("refused with --strict: %s", async (violation, call) => {
  const { app } = await createAdminApp({ options: { strict: true } });
  const { status, headers, body } = await callLiveness(app, call);
  expect([status, headers["x-stuntface-outcome"]]).toEqual([400, "real"]);
  expect(body).toEqual({ detail: `Stuntface: strict: ${violation}` });
});

/** What public clients do, and what both contracts allow. */
const usual: [string, LivenessCall][] = [
  ["no content type on the part", {}],
  ["application/octet-stream", { parts: [{ ...photoPart, type: "application/octet-stream" }] }],
  ["image/jpeg", { parts: [{ ...photoPart, type: "image/jpeg" }] }],
  ["image/jpg", { parts: [{ ...photoPart, type: "image/jpg" }] }],
  ["IMAGE/JPEG", { parts: [{ ...photoPart, type: "IMAGE/JPEG" }] }],
  ["image/*, as Android clients say", { parts: [{ ...photoPart, type: "image/*" }] }],
  ["a whole path as file name", { parts: [{ ...photoPart, filename: "C:\\Users\\me\\selfie.JPG" }] }],
  ["booleans as True and 1", { fields: { rotate_image: "True", save_api_request: "1" } }],
  [
    "every field of the contract",
    { fields: { [threshold]: "30", rotate_image: "false", vendor_data: "user-42" } },
  ],
  ["fields after the file", { parts: [photoPart, { name: "vendor_data", content: "user-42" }] }],
  [
    "a content type on a text part",
    { parts: [photoPart, { name: "vendor_data", content: "u", type: "text/plain; charset=utf-8" }] },
  ],
  ["an order to this server", { fields: { vendor_data: "stunt:LOW_FACE_QUALITY" } }],
];

test.each(usual)("no violation, and answered with --strict: %s", async (_what, call) => {
  const { app, ask } = await createAdminApp({ options: { strict: true } });
  expect((await callLiveness(app, call)).status).toBe(200);
  expect((await ask("POST /__admin/verify")).body).toEqual({ verified: true, calls: 1, problems: [] });
});

test("metadata and decimals are part of edition 2026-06", async () => {
  const { app } = await createAdminApp({ options: { strict: true, ...edition("2026-06").options } });
  const fields = { metadata: '{"a":1}', [threshold]: "42.5" };
  expect((await callLiveness(app, { fields })).status).toBe(200);
});

test("fields in the query string are recorded: the vendor does not read them there", async () => {
  const { app, ask } = await createAdminApp();
  const { status } = await postForm(app, "/v3/passive-liveness/?vendor_data=user-42", [photoPart], {
    "x-api-key": "k",
  });
  const { requests } = (await ask("GET /__admin/requests")).body;
  expect([status, requests[0].violations]).toEqual([
    200,
    ['The query parameter "vendor_data" is not part of the contract and not read; fields go into the body.'],
  ]);
});

test("what is wrong with the contract's own words is said before what strictness adds", async () => {
  const { app } = await createAdminApp({ options: { strict: true } });
  const { body } = await callLiveness(app, { fields: { colour: "red" }, parts: [] });
  expect(body).toEqual({ user_image: ["No file was submitted."] });
});

test.each(["before_auth", "before_validation"])(
  "a scenario of stage %s answers what --strict would refuse",
  async (stage) => {
    const { app, ask } = await createAdminApp({ options: { strict: true } });
    await ask("POST /__admin/scenarios", {
      id: "early",
      stage,
      operation: "didit.passive-liveness",
      outcome: { score: 12 },
    });
    const { status, headers } = await callLiveness(app, { fields: { colour: "red" } });
    expect([status, headers["x-stuntface-scenario"]]).toEqual([200, "early#1/1"]);
    expect((await ask("GET /__admin/requests")).body.requests[0].violations).toHaveLength(1);
  },
);

test("a scenario of the normal stage does not answer what --strict refuses", async () => {
  const { app, ask } = await createAdminApp({ options: { strict: true } });
  await ask("POST /__admin/scenarios", "id: always\noutcome: { error: forbidden }");
  expect((await callLiveness(app, { fields: { colour: "red" } })).status).toBe(400);
});

test("Apptenticate's checks and tokens are held to their contract as well", async () => {
  const { app, ask } = await createAdminApp();
  const selfie = { ...photoPart, name: "selfie" };
  await postSelfie(app, [selfie, { name: "user_image", filename: "a.jpg", content: photoPart.content }]);
  await postSelfie(app, [selfie, { name: "details", content: "on" }]);
  await postSelfie(app, [selfie, { name: "vendor_data", content: "stunt:code=706" }]);
  const { requests } = (
    await ask("POST /__admin/requests/find", { match: { operation: "apptenticate.liveness" } })
  ).body;
  expect(requests.map(({ violations }: { violations: string[] }) => violations)).toEqual([
    [],
    ['The field "details" is "on"; the contract knows true and false.'],
    [
      'The file "user_image" is not part of the contract. It is the name of another contract; this one calls it selfie.',
    ],
  ]);
});

test("--strict refuses fields that a token request does not have", async () => {
  const { app } = await createAdminApp({ options: { strict: true } });
  expect(Object.keys(await getTokens(app))).toEqual(["refresh", "access"]);
  const parts = ["username", "password", "otp"].map((name) => ({ name, content: "x" }));
  const { status, body } = await postForm(app, "/api/token/", parts);
  expect([status, body.detail]).toEqual([
    400,
    'Stuntface: strict: The field "otp" is not part of the contract.',
  ]);
});
