import { expect, test } from "vitest";
import { createTestApp, getTokens, postDidit, postForm, postSelfie } from "../helpers/app.ts";
import { createJpeg } from "../helpers/images.ts";
import type { Part } from "../helpers/multipart.ts";

const image = await createJpeg();
const selfie: Part = { name: "user_image", filename: "a.jpg", content: image };
const reference: Part = { name: "ref_image", filename: "b.jpg", content: image };
const badThreshold: Part = { name: "face_liveness_score_decline_threshold", content: "high" };

type Bad = {
  readonly parts?: readonly Part[];
  readonly json?: unknown;
  readonly raw?: string;
  readonly key?: string | undefined;
};

/** Calls a Didit check in a way that the contract refuses. */
async function post(scenarios: string, endpoint: string, { parts, json, raw, ...bad }: Bad) {
  const app = await createTestApp({ scenarios, options: { didit: { keys: ["good"] } } });
  const key = "key" in bad ? bad.key : "good";
  const headers: Record<string, string> = key === undefined ? {} : { "x-api-key": key };
  const url = `/v3/${endpoint}/`;
  if (parts) return postForm(app, url, parts, headers);
  const type = raw === undefined ? "application/json" : "multipart/form-data; boundary=x";
  const answer = await app.inject({
    method: "POST",
    url,
    headers: { ...headers, "content-type": type },
    payload: raw ?? JSON.stringify(json),
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

const unauthorized: [string, Bad][] = [
  ["a wrong key", { parts: [selfie, reference], key: "wrong" }],
  ["no key", { parts: [selfie, reference], key: undefined }],
  ["a magic key", { parts: [selfie, reference], key: "stunt_no_credits" }],
];
const invalid: [string, Bad][] = [
  ["a missing ref_image", { parts: [selfie] }],
  ["no parts at all", { parts: [] }],
  ["a text in place of the file", { parts: [{ name: "user_image", content: "x" }, reference] }],
  ["a file that is no picture", { parts: [{ ...selfie, content: "%PDF" }, reference] }],
  [
    "a bad threshold",
    { parts: [selfie, reference, { ...badThreshold, name: "face_match_score_decline_threshold" }] },
  ],
  ["a JSON body", { json: { user_image: "…", ref_image: "…" } }],
  ["a broken form", { raw: "--x\r\nContent-Disposition: form-data; name=" }],
];

const outcomes: [string, number, string][] = [
  ["{ error: insufficient_credits }", 403, "error"],
  ["{ http: { status: 418, body: { a: 1 } } }", 418, "http"],
  ["{ warnings: [LOW_FACE_MATCH_SIMILARITY], score: 12 }", 200, "overlay"],
  ["{ status: Approved, detection: skip }", 200, "overlay"],
];

const toScenario = (stage: string, outcome: string) =>
  `id: early\noperation: didit.face-match\nstage: ${stage}\noutcome: ${outcome}`;

test.each(
  outcomes.flatMap(([outcome, status, kind]) =>
    [...unauthorized, ...invalid].map(([what, bad]) => ({ outcome, status, kind, what, bad })),
  ),
)("at stage before_auth $outcome answers a call with $what", async ({ outcome, status, kind, bad }) => {
  const answer = await post(toScenario("before_auth", outcome), "face-match", bad);
  expect([answer.status, answer.headers["x-stuntface-outcome"]]).toEqual([status, kind]);
  expect(answer.headers["x-stuntface-scenario"]).toBe("early#1/1");
});

test.each(
  outcomes.flatMap(([outcome, status, kind]) =>
    invalid.map(([what, bad]) => ({ outcome, status, kind, what, bad })),
  ),
)("at stage before_validation $outcome answers a call with $what", async ({ outcome, status, kind, bad }) => {
  const answer = await post(toScenario("before_validation", outcome), "face-match", bad);
  expect([answer.status, answer.headers["x-stuntface-outcome"]]).toEqual([status, kind]);
  expect(answer.headers["x-stuntface-scenario"]).toBe("early#1/1");
});

test.each(["before_auth", "before_validation"])(
  "a forced answer at stage %s is a plausible one",
  async (stage) => {
    const outcome = "{ warnings: [LOW_FACE_MATCH_SIMILARITY], score: 12 }";
    const { body } = await post(toScenario(stage, outcome), "face-match", { parts: [] });
    expect(body).toMatchObject({
      request_id: expect.any(String),
      face_match: { status: "Declined", score: 12, warnings: [{ risk: "LOW_FACE_MATCH_SIMILARITY" }] },
    });
    for (const part of ["user_image", "ref_image"]) {
      const [entity, ...others] = body.face_match[part].entities;
      expect([entity.bbox.length, entity.confidence > 0.5, others]).toEqual([4, true, []]);
    }
  },
);

test.each(unauthorized)("at stage before_validation a call with %s is still refused", async (_, bad) => {
  const answer = await post(toScenario("before_validation", "{ status: Approved }"), "face-match", bad);
  expect([answer.headers["x-stuntface-scenario"] === "early#1/1", answer.status >= 400]).toEqual([
    false,
    true,
  ]);
});

test.each([...unauthorized, ...invalid])(
  "at stage normal a call with %s is still refused",
  async (_, bad) => {
    for (const stage of ["stage: normal\n", ""]) {
      const scenario = `id: late\n${stage}operation: didit.face-match\noutcome: { status: Approved }`;
      const answer = await post(scenario, "face-match", bad);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.headers["x-stuntface-scenario"]).not.toBe("late#1/1");
    }
  },
);

test("a call that an early scenario does not want is refused as ever", async () => {
  const scenario =
    "id: early\nstage: before_validation\nwhen: { vendor_data: a }\noutcome: { status: Approved }";
  const refused = await post(scenario, "passive-liveness", { json: {} });
  expect([refused.status, refused.headers["x-stuntface-scenario"]]).toEqual([415, "none"]);
  const missing = await post(scenario, "passive-liveness", {
    parts: [{ name: "vendor_data", content: "b" }],
  });
  expect([missing.status, missing.headers["x-stuntface-scenario"]]).toEqual([400, "none"]);
});

test.each([
  ["{ field: { rotate_image: true } }", { name: "rotate_image", content: "1" }],
  ["{ field: { save_api_request: false } }", { name: "save_api_request", content: "off" }],
  ["{ field: { rotate_image: maybe } }", { name: "rotate_image", content: "maybe" }],
  ["{ vendor_data: user-1 }", { name: "vendor_data", content: "user-1" }],
  ["{ file: { user_image: { filename: a.jpg, format: jpeg } } }", selfie],
  ["{ api_key: good }", undefined],
])(
  "before validation %s selects a call that lacks a file, by typed fields and the files that came",
  async (when, part) => {
    const scenario = `id: early\noperation: didit.face-match\nstage: before_validation\nwhen: ${when}\noutcome: { status: Approved }`;
    const answer = await post(scenario, "face-match", { parts: part ? [part] : [] });
    expect([answer.status, answer.headers["x-stuntface-scenario"]]).toEqual([200, "early#1/1"]);
  },
);

test("a field that was not sent has no default in a call that is refused", async () => {
  const scenario =
    "id: early\nstage: before_validation\nwhen: { field: { rotate_image: false } }\noutcome: real";
  const refused = await post(scenario, "face-match", { parts: [] });
  expect([refused.status, refused.headers["x-stuntface-scenario"]]).toEqual([400, "none"]);
  const good = await post(scenario, "face-match", { parts: [selfie, reference] });
  expect([good.status, good.headers["x-stuntface-scenario"]]).toEqual([200, "early#1/1"]);
});

test("before validation a picture is found by its perceptual hash, and is hashed only if somebody asks", async () => {
  const app = await createTestApp({
    scenarios: `id: early
operation: didit.face-match
stage: before_validation
when: { vendor_data: a, file: { user_image: { phash: "0000000000000000" } } }
outcome: { error: forbidden }
`,
  });
  const ask = (content: string) => postDidit(app, "face-match", [selfie, { name: "vendor_data", content }]);
  const other = await ask("b");
  expect([other.status, other.headers["server-timing"]]).toEqual([400, expect.not.stringContaining("hash")]);
  const found = await ask("a");
  expect([found.status, found.headers["server-timing"]]).toEqual([403, expect.stringContaining("hash;dur=")]);
});

test("who called is known of a call that an early scenario answered", async () => {
  const app = await createTestApp({ scenarios: toScenario("before_auth", "{ status: Approved }") });
  await postDidit(app, "face-match", [selfie, reference], { "x-api-key": "a-long-key-1234" });
  expect(app.records.map(({ apiKey }) => apiKey)).toEqual(["…1234"]);
});

test("before authorization Apptenticate's calls are answered without a token, before validation only with one", async () => {
  const toSelfieScenario = (stage: string) =>
    createTestApp({
      scenarios: `id: early\noperation: apptenticate.liveness\nstage: ${stage}\noutcome: { code: 706 }`,
    });
  const url = "/api/v3/biometrics/liveness/";
  const first = await toSelfieScenario("before_auth");
  expect((await postForm(first, url, [])).body.error_code).toBe(706);
  const second = await toSelfieScenario("before_validation");
  expect((await postForm(second, url, [])).status).toBe(401);
  expect((await postSelfie(second, [])).body.error_code).toBe(706);
});

test("an early scenario gives out tokens for credentials that are not accepted", async () => {
  const app = await createTestApp({
    options: { apptenticate: { users: ["lisa:right"] } },
    scenarios: "id: early\noperation: apptenticate.token\nstage: before_validation\noutcome: real",
  });
  expect(Object.keys(await getTokens(app, "bart"))).toEqual(["refresh", "access"]);
});
