import sharp from "sharp";
import { expect, test } from "vitest";
import { measurePerceptualHash } from "../../src/face/perceptual-hash.ts";
import { createTestApp, getTokens, postDidit, postForm, postSelfie, toSha256 } from "../helpers/app.ts";
import { createJpeg } from "../helpers/images.ts";
import type { Part } from "../helpers/multipart.ts";

/** A picture with a gradient, so that its hash says something. */
async function createGradient(direction: "x" | "y"): Promise<Buffer> {
  const vector = direction === "x" ? 'x2="1" y2="0"' : 'x2="0" y2="1"';
  const svg = `<svg width="180" height="160"><linearGradient id="g" x1="0" y1="0" ${vector}><stop/><stop offset="1" stop-color="#fff"/></linearGradient><rect width="180" height="160" fill="url(#g)"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 95 }).toBuffer();
}

const grey = await createJpeg();
const gradient = await createGradient("x");
const other = await createGradient("y");
const again = await sharp(gradient).jpeg({ quality: 60 }).toBuffer();
const phash = await measurePerceptualHash(gradient);
const png = await sharp(grey).png().toBuffer();

type Sent = { readonly parts?: readonly Part[]; readonly headers?: Record<string, string> };

const image = (content: Buffer, filename = "selfie.jpg", name = "user_image"): Part => ({
  name,
  filename,
  content,
});
const text = (name: string, content: string): Part => ({ name, content });
const withText = (name: string, content: string): Sent => ({ parts: [image(grey), text(name, content)] });
const withFile = (...rest: Parameters<typeof image>): Sent => ({ parts: [image(...rest)] });
const withHeader = (name: string, value: string): Sent => ({ headers: { [name]: value } });

async function readLabel(when: string, { parts = [image(grey)], headers = {} }: Sent) {
  const app = await createTestApp({ scenarios: `id: s\nwhen: ${when}\noutcome: real` });
  const answer = await postDidit(app, "passive-liveness", parts, headers);
  expect(answer.status).toBe(200);
  return answer.headers["x-stuntface-scenario"];
}

test.each<[string, Sent, Sent]>([
  [
    "{ header: { X-Test-Case: retry-* } }",
    withHeader("x-test-case", "retry-7"),
    withHeader("x-test-case", "other"),
  ],
  [
    "{ api_key: test_declined }",
    withHeader("x-api-key", "test_declined"),
    withHeader("x-api-key", "test_approved"),
  ],
  ["{ api_key: [/^ci_/, 'dev_*'] }", withHeader("x-api-key", "dev_1"), withHeader("x-api-key", "prod_1")],
  ["{ vendor_data: user-42 }", withText("vendor_data", "user-42"), withText("vendor_data", "user-43")],
  ["{ device: [IOS, ANDROID] }", withText("device", "ANDROID"), withText("device", "DESKTOP")],
  ["{ field: { rotate_image: true } }", withText("rotate_image", "1"), withText("rotate_image", "off")],
  ["{ field: { save_api_request: true } }", {}, withText("save_api_request", "no")],
  [
    "{ field: { face_liveness_score_decline_threshold: 30 } }",
    withText("face_liveness_score_decline_threshold", "+30.0"),
    withText("face_liveness_score_decline_threshold", "31"),
  ],
  ["{ field: { my_own: a* } }", withText("my_own", "abc"), withText("my_own", "xyz")],
  [
    "{ file: { user_image: { filename: '*spoof*' } } }",
    withFile(grey, "C:\\fakepath\\my-spoof.jpg"),
    withFile(grey, "live.jpg"),
  ],
  [`{ file: { user_image: { sha256: ${toSha256(png)} } } }`, withFile(png, "a.png"), withFile(grey)],
  [`{ file: { user_image: { phash: ${phash} } } }`, withFile(again), withFile(other)],
  [`{ file: { user_image: { phash: { like: ${phash}, distance: 2 } } } }`, withFile(again), withFile(other)],
  ["{ file: { user_image: { format: png } } }", withFile(png, "looks-like.jpg"), withFile(grey)],
  [`{ file: { user_image: { size: ${grey.length} } } }`, withFile(grey), withFile(gradient)],
  ["{ file: { user_image: { width: '>=180' } } }", withFile(gradient), withFile(grey)],
  ["{ file: { user_image: { height: 150-170 } } }", withFile(gradient), withFile(grey)],
  [
    "{ file: { any: { filename: b.jpg } } }",
    { parts: [image(grey), image(grey, "b.jpg", "extra")] },
    withFile(grey),
  ],
  ["{ not: { header: { x-live: '*' } } }", {}, withHeader("x-live", "1")],
  [
    "{ not: { vendor_data: a, device: IOS } }",
    withText("vendor_data", "a"),
    { parts: [image(grey), text("vendor_data", "a"), text("device", "IOS")] },
  ],
  [`{ not: { file: { user_image: { phash: ${phash} } } } }`, withFile(other), withFile(again)],
])("%s selects over the wire", async (when, right, wrong) => {
  expect(await readLabel(when, right)).toBe("s#1/1");
  expect(await readLabel(when, wrong)).toBe("none");
});

test("any is either picture of a match, and one of them must fulfil all", async () => {
  const scenarios = `id: s\noperation: didit.face-match\nwhen: { file: { any: { filename: b.jpg, width: 180 } } }\noutcome: real`;
  const app = await createTestApp({ scenarios });
  const match = async (probe: Part, reference: Part) =>
    (await postDidit(app, "face-match", [probe, reference])).headers["x-stuntface-scenario"];
  expect(await match(image(grey), image(gradient, "b.jpg", "ref_image"))).toBe("s#1/1");
  expect(await match(image(gradient, "b.jpg"), image(grey, "a.jpg", "ref_image"))).toBe("s#1/1");
  expect(await match(image(gradient), image(grey, "b.jpg", "ref_image"))).toBe("none");
});

test("the user behind a token selects", async () => {
  const app = await createTestApp({
    scenarios:
      "id: s\noperation: apptenticate.liveness\nwhen: { username: [lisa, 'b*'] }\noutcome: { code: 706 }",
  });
  const selfie = [image(grey, "a.jpg", "selfie")];
  expect((await postSelfie(app, selfie, {}, "bart")).body.error_code).toBe(706);
  expect((await postSelfie(app, selfie, {}, "homer")).body).toEqual({ valid: true });
});

test("fields of a token request select, and are masked where they are kept", async () => {
  const app = await createTestApp({
    scenarios: `scenarios:
  - { id: user, operation: apptenticate.token, when: { field: { username: lisa } }, outcome: { error: forbidden } }
  - { id: renewal, operation: apptenticate.token-refresh, when: { field: { refresh: ey* } }, outcome: { error: token_expired } }
`,
  });
  const { refresh } = await getTokens(app, "bart");
  const login = await postForm(app, "/api/token/", [
    text("username", "lisa"),
    text("password", "very-secret-1"),
  ]);
  expect([login.status, login.headers["x-stuntface-scenario"]]).toEqual([403, "user#1/1"]);
  const renewal = await postForm(app, "/api/token/refresh/", [text("refresh", refresh)]);
  expect([renewal.status, renewal.headers["x-stuntface-scenario"]]).toEqual([401, "renewal#1/1"]);
  const kept = JSON.stringify(app.records);
  expect(kept).toContain("lisa");
  for (const secret of ["very-secret", refresh.slice(0, 20), refresh.slice(-20)])
    expect(kept).not.toContain(secret);
});

test("an access or refresh token that is refused is not kept", async () => {
  const app = await createTestApp();
  const token = "some-token-that-nobody-knows-and-nobody-may-see";
  await postForm(app, "/api/token/refresh/", [text("refresh", token), text("access", token)]);
  expect(JSON.stringify(app.records)).not.toContain("nobody-knows");
});

test.each([
  ["operation: didit.face-match", "none"],
  ["operation: didit.passive-liveness", "s#1/1"],
  ["operation: [didit.face-match, didit.passive-liveness]", "s#1/1"],
  ['operation: "*"', "s#1/1"],
  ["", "s#1/1"],
])("a scenario with %j makes passive liveness answer with %s", async (operation, label) => {
  const app = await createTestApp({ scenarios: `id: s\n${operation}\noutcome: real` });
  const answer = await postDidit(app, "passive-liveness", [image(grey)]);
  expect(answer.headers["x-stuntface-scenario"]).toBe(label);
});
