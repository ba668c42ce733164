import { expect, test } from "vitest";
import { createTestApp, postDidit, postForm } from "../helpers/app.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";
import type { Part } from "../helpers/multipart.ts";

const image = await createJpeg();
const selfie: Part = { name: "user_image", filename: "selfie.jpg", content: image };
const reference: Part = { name: "ref_image", filename: "id.jpg", content: image };
const invalidImage =
  "Upload a valid image. The file you uploaded was either not an image or a corrupted image.";
const threshold = (content: string): Part => ({ name: "face_liveness_score_decline_threshold", content });

const refused: [string, Part[], Record<string, string[]>][] = [
  ["no file", [], { user_image: ["No file was submitted."] }],
  [
    "a text in place of the file",
    [{ name: "user_image", content: "x" }],
    { user_image: ["The submitted data was not a file. Check the encoding type on the form."] },
  ],
  [
    "a file input without a chosen file",
    [{ name: "user_image", filename: "", content: "" }],
    { user_image: ["No file was submitted."] },
  ],
  ["an empty file", [{ ...selfie, content: "" }], { user_image: ["The submitted file is empty."] }],
  [
    "an extension that is not allowed",
    [{ ...selfie, filename: "selfie.gif" }],
    {
      user_image: [
        "File extension “gif” is not allowed. Allowed extensions are: tiff, jpg, jpeg, png, webp.",
      ],
    },
  ],
  [
    "no extension",
    [{ ...selfie, filename: "selfie" }],
    {
      user_image: ["File extension “” is not allowed. Allowed extensions are: tiff, jpg, jpeg, png, webp."],
    },
  ],
  ["a PDF named .jpg", [{ ...selfie, content: "%PDF-1.7 ..." }], { user_image: [invalidImage] }],
  [
    "an SVG named .jpg",
    [{ ...selfie, content: '<svg xmlns="http://www.w3.org/2000/svg"/>' }],
    { user_image: [invalidImage] },
  ],
  ["a GIF named .jpg", [{ ...selfie, content: "GIF89a......" }], { user_image: [invalidImage] }],
  [
    "a word as threshold",
    [selfie, threshold("abc")],
    { face_liveness_score_decline_threshold: ["A valid integer is required."] },
  ],
  [
    "not-a-number as threshold",
    [selfie, threshold("NaN")],
    { face_liveness_score_decline_threshold: ["A valid integer is required."] },
  ],
  [
    "a threshold over 100",
    [selfie, threshold("101")],
    { face_liveness_score_decline_threshold: ["Ensure this value is less than or equal to 100."] },
  ],
  [
    "a threshold under 0",
    [selfie, threshold("-1")],
    { face_liveness_score_decline_threshold: ["Ensure this value is greater than or equal to 0."] },
  ],
  [
    "a word as boolean",
    [selfie, { name: "rotate_image", content: "maybe" }],
    { rotate_image: ["Must be a valid boolean."] },
  ],
  [
    "several bad fields",
    [threshold("x"), { name: "save_api_request", content: "2" }],
    {
      user_image: ["No file was submitted."],
      face_liveness_score_decline_threshold: ["A valid integer is required."],
      save_api_request: ["Must be a valid boolean."],
    },
  ],
];

test.each(refused)("%s is refused with the framework's body", async (_name, parts, body) => {
  const app = await createTestApp();
  const answer = await postDidit(app, "passive-liveness", parts);
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual(body);
  expect(answer.headers["content-type"]).toBe("application/json");
});

test("a face match names every missing file", async () => {
  const app = await createTestApp();
  const answer = await postDidit(app, "face-match", []);
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({
    user_image: ["No file was submitted."],
    ref_image: ["No file was submitted."],
  });
});

test("pictures that cannot be decoded although they look right are refused by name", async () => {
  const app = await createTestApp({ engine: createFakeEngine(["unreadable"]) });
  const answer = await postDidit(app, "face-match", [selfie, reference]);
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({ user_image: [invalidImage], ref_image: [invalidImage] });
});

test("a file of exactly the limit passes and one byte more is refused", async () => {
  const app = await createTestApp();
  const padded = (bytes: number) => Buffer.concat([image, Buffer.alloc(bytes - image.length)]);
  const limit = 5 * 1024 * 1024;
  const fits = await postDidit(app, "passive-liveness", [{ ...selfie, content: padded(limit) }]);
  expect(fits.status).toBe(200);
  const tooLarge = await postDidit(app, "passive-liveness", [{ ...selfie, content: padded(limit + 1) }]);
  expect(tooLarge.status).toBe(400);
  expect(tooLarge.body.user_image[0]).toContain("5 MB");
});

test("2026-06 asks for a number where 2025-05 asks for an integer, and for an object as metadata", async () => {
  const app = await createTestApp({ options: { didit: { contract: "2026-06" } } });
  const parts = [selfie, threshold("abc"), { name: "metadata", content: "{nope" }];
  const answer = await postDidit(app, "passive-liveness", parts);
  expect(answer.body).toEqual({
    face_liveness_score_decline_threshold: ["A valid number is required."],
    metadata: ["Value must be valid JSON."],
  });
  const list = await postDidit(app, "passive-liveness", [selfie, { name: "metadata", content: "[1]" }]);
  expect(list.body).toEqual({ metadata: ['Expected a dictionary of items but got type "list".'] });
});

test("a call without a key is 401 in 2025-05 and 403 in 2026-06", async () => {
  const older = await postForm(await createTestApp(), "/v3/face-match/", [selfie]);
  expect([older.status, older.body]).toEqual([401, { detail: "Invalid or missing API key" }]);
  const app = await createTestApp({ options: { didit: { contract: "2026-06" } } });
  const newer = await postForm(app, "/v3/face-match/", [selfie]);
  expect([newer.status, newer.body]).toEqual([
    403,
    { detail: "You do not have permission to perform this action." },
  ]);
});

test("configured keys are the only ones accepted, in any case of the header's name", async () => {
  const app = await createTestApp({ options: { didit: { keys: ["good"] } } });
  const wrong = await postForm(app, "/v3/passive-liveness/", [selfie], { "X-Api-Key": "bad" });
  expect([wrong.status, wrong.body]).toEqual([401, { detail: "Invalid or missing API key" }]);
  const right = await postForm(app, "/v3/passive-liveness/", [selfie], { "X-API-KEY": "good" });
  expect(right.status).toBe(200);
});

const noCredits =
  "You don't have enough credits to perform this request. Please top up at https://business.didit.me";
const magicKeys: [string, number, unknown][] = [
  ["stunt_invalid", 401, { detail: "Invalid or missing API key" }],
  ["stunt_no_credits", 403, { error: noCredits }],
  ["stunt_forbidden", 403, { detail: "You do not have permission to perform this action." }],
  ["stunt_rate_limited", 429, { detail: "Request was throttled. Expected available in 60 seconds." }],
];

test.each(magicKeys)("the key %s answers %i before the body is looked at", async (key, status, body) => {
  for (const options of [{}, { didit: { keys: ["other", key] } }]) {
    const app = await createTestApp({ options });
    const answer = await postForm(app, "/v3/face-match/", [], { "x-api-key": key });
    expect([answer.status, answer.body]).toEqual([status, body]);
    if (status === 429) expect(answer.headers["retry-after"]).toBe("60");
  }
});

test.each(["/v3/passive-liveness/", "/v3/passive-liveness", "/v2/face-match/", "/v2/face-match"])(
  "GET %s is 405 with Allow",
  async (url) => {
    const app = await createTestApp();
    const answer = await app.inject({ method: "GET", url, headers: { "x-api-key": "k" } });
    expect(answer.statusCode).toBe(405);
    expect(answer.json()).toEqual({ detail: 'Method "GET" not allowed.' });
    expect(answer.headers.allow).toContain("POST");
  },
);

test("an unknown path is 404 in JSON", async () => {
  const app = await createTestApp();
  const answer = await app.inject({ method: "POST", url: "/v3/nothing/", headers: { "x-api-key": "k" } });
  expect([answer.statusCode, answer.json()]).toEqual([404, { detail: "Not found." }]);
});

test.each(["application/json", "text/plain", "application/x-www-form-urlencoded"])(
  "a body of type %s is 415",
  async (type) => {
    const app = await createTestApp();
    const headers = { "x-api-key": "k", "content-type": type };
    const answer = await app.inject({ method: "POST", url: "/v3/face-match/", headers, payload: "{}" });
    expect(answer.statusCode).toBe(415);
    expect(answer.json()).toEqual({ detail: `Unsupported media type "${type}" in request.` });
  },
);

test("no body at all misses the file", async () => {
  const app = await createTestApp();
  const answer = await app.inject({ method: "POST", url: "/v3/face-match/", headers: { "x-api-key": "k" } });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toHaveProperty("user_image", ["No file was submitted."]);
});

test("a multipart type without boundary is a parse error", async () => {
  const app = await createTestApp();
  const headers = { "x-api-key": "k", "content-type": "multipart/form-data" };
  const answer = await app.inject({ method: "POST", url: "/v3/face-match/", headers, payload: "x" });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toEqual({
    detail: "Multipart form parse error - Invalid boundary in multipart: None",
  });
});
