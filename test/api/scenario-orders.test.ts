import { expect, test } from "vitest";
import { createTestApp, getTokens, postDidit, postForm, postSelfie } from "../helpers/app.ts";
import { createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

type App = Awaited<ReturnType<typeof createTestApp>>;
type Sent = { readonly vendorData?: string; readonly headers?: Record<string, string> };

const image = await createJpeg();
const parts = [
  { name: "user_image", filename: "a.jpg", content: image },
  { name: "ref_image", filename: "b.jpg", content: image },
  { name: "selfie", filename: "c.jpg", content: image },
];

async function ask(
  app: App,
  endpoint: "passive-liveness" | "face-match" | "selfie",
  { vendorData, headers = {} }: Sent,
) {
  const all = vendorData === undefined ? parts : [...parts, { name: "vendor_data", content: vendorData }];
  const answer =
    endpoint === "selfie"
      ? await postSelfie(app, all, headers)
      : await postDidit(app, endpoint, all, headers);
  return {
    ...answer,
    label: answer.headers["x-stuntface-scenario"],
    outcome: answer.headers["x-stuntface-outcome"],
  };
}

async function admin(app: App, target: string, payload: object) {
  const [method, url] = target.split(" ") as ["POST" | "DELETE", string];
  const { statusCode } = await app.inject({ method, url, payload });
  expect(statusCode).toBeLessThan(300);
}

test("the nearest layer answers: header, one-shot, run time, file, magic value, detection", async () => {
  const app = await createTestApp({
    scenarios: "id: file\nprecedence: 9\nwhen: { header: { x-file: '1' } }\noutcome: { error: forbidden }",
  });
  await admin(app, "POST /__admin/scenarios", {
    id: "added",
    when: { header: { "x-added": "1" } },
    outcome: { error: "forbidden" },
  });
  await admin(app, "POST /__admin/arm", { outcome: { error: "forbidden" } });
  const sent = { vendorData: "stunt:score=12", headers: { "x-added": "1", "x-file": "1" } };
  const label = async (changes: Sent = {}) =>
    (await ask(app, "passive-liveness", { ...sent, ...changes })).label;
  expect(await label({ headers: { ...sent.headers, "x-stuntface-scenario": "approve" } })).toBe(
    "approve#1/1",
  );
  expect(await label()).toBe("armed-1#1/1");
  expect(await label()).toBe("added#1/1");
  expect(await label({ headers: { "x-file": "1" } })).toBe("file#1/1");
  expect(await label({ headers: {} })).toBe("stunt:score=12");
  expect(await label({ headers: {}, vendorData: "user" })).toBe("none");
});

test.each(["low-liveness-score", " low-liveness-score "])("the header %j names a scenario", async (name) => {
  const app = await createTestApp();
  const { label, outcome } = await ask(app, "passive-liveness", {
    headers: { "X-Stuntface-Scenario": name },
  });
  expect([label, outcome]).toEqual(["low-liveness-score#1/1", "overlay"]);
});

test("an empty header names nothing, one for another operation is passed over", async () => {
  const app = await createTestApp();
  const label = async (name: string) =>
    (await ask(app, "face-match", { headers: { "x-stuntface-scenario": name } })).label;
  expect([await label(""), await label("code-706")]).toEqual(["none", "none"]);
});

test("the header's scenario counts its steps whatever its conditions say", async () => {
  const app = await createTestApp({
    scenarios:
      "id: s\nafter: real\nwhen: { vendor_data: never }\nsteps: [{ outcome: { score: 1 } }, { outcome: { score: 2 } }]",
  });
  const labels = [];
  for (let index = 0; index < 3; index += 1)
    labels.push((await ask(app, "passive-liveness", { headers: { "x-stuntface-scenario": "s" } })).label);
  expect(labels).toEqual(["s#1/2", "s#2/2", "none"]);
});

test.each<[string, "passive-liveness" | "face-match" | "selfie", number, object]>([
  [
    "stunt:LOW_LIVENESS_SCORE",
    "passive-liveness",
    200,
    { liveness: { status: "Declined", warnings: [{ risk: "LOW_LIVENESS_SCORE" }] } },
  ],
  ["stunt:score=12", "passive-liveness", 200, { liveness: { score: 12, status: "Declined" } }],
  ["stunt:score=12", "face-match", 200, { face_match: { score: 12, status: "Declined" } }],
  ["stunt:status=In Review", "face-match", 200, { face_match: { status: "In Review" } }],
  [
    "stunt:error=insufficient_credits",
    "passive-liveness",
    403,
    { error: expect.stringContaining("credits") },
  ],
  ["stunt:error=token_expired", "selfie", 401, { code: "token_not_valid" }],
  ["stunt:code=706", "selfie", 200, { valid: false, error_code: 706 }],
  ["stunt:code-703", "selfie", 200, { valid: false, error_code: 703 }],
  [
    "stunt:face-in-blocklist",
    "passive-liveness",
    200,
    { liveness: { warnings: [{ risk: "FACE_IN_BLOCKLIST" }] } },
  ],
  ["stunt:detection=skip", "passive-liveness", 200, { liveness: { status: "Approved" } }],
])("%s orders its outcome of %s", async (vendorData, endpoint, status, body) => {
  const app = await createTestApp({ engine: createFakeEngine([createFacts()]) });
  const answer = await ask(app, endpoint, { vendorData });
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject(body);
  expect(answer.label).not.toBe("none");
});

test("an order for a delay alone waits and then answers what is seen", async () => {
  const app = await createTestApp();
  const { status, label, outcome, headers } = await ask(app, "passive-liveness", {
    vendorData: "stunt:delay=60ms",
  });
  expect([status, label, outcome]).toEqual([200, "stunt:delay=60ms", "real"]);
  expect(Number(/delay;dur=([\d.]+)/.exec(String(headers["server-timing"]))?.[1])).toBeGreaterThanOrEqual(55);
});

test("an order that cannot be understood is refused in words", async () => {
  const app = await createTestApp();
  const { status, body, outcome } = await ask(app, "passive-liveness", { vendorData: "stunt:scor=12" });
  expect([status, body, outcome]).toEqual([
    400,
    { detail: 'Stuntface: "scor" is not known. Did you mean score?' },
    "error",
  ]);
});

test.each([
  ["stunt_invalid", 401],
  ["stunt_no_credits", 403],
  ["stunt_forbidden", 403],
  ["stunt_rate_limited", 429],
])("the API key %s is answered with %i, even where other keys are configured", async (key, status) => {
  const app = await createTestApp({ options: { didit: { keys: ["good"] } } });
  const answer = await ask(app, "passive-liveness", { headers: { "x-api-key": key } });
  expect([answer.status, answer.label, answer.outcome]).toEqual([status, key, "error"]);
});

test.each([
  ["stunt_no_credits", 403],
  ["stunt_forbidden", 403],
  ["stunt_rate_limited", 429],
])("the user %s gets tokens and is then answered with %i", async (user, status) => {
  const app = await createTestApp({ options: { apptenticate: { users: ["lisa:right"] } } });
  const answer = await postSelfie(app, parts, {}, user);
  expect([answer.status, answer.headers["x-stuntface-scenario"]]).toEqual([status, user]);
});

test("the user stunt_invalid gets no tokens", async () => {
  expect(await getTokens(await createTestApp(), "stunt_invalid")).toEqual({
    detail: "No active account found with the given credentials",
  });
});

test("a one-shot answers in its own space only, once", async () => {
  const app = await createTestApp();
  await admin(app, "POST /~ci-7/__admin/arm", {
    operation: "didit.face-match",
    outcome: { error: "forbidden" },
  });
  const statusIn = async (space: string) =>
    (await postForm(app, `${space}/v3/face-match/`, parts, { "x-api-key": "key" })).status;
  expect([await statusIn(""), await statusIn("/~ci-7"), await statusIn("/~ci-7")]).toEqual([200, 403, 200]);
});
