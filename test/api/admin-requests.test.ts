import { expect, test } from "vitest";
import { callLiveness, createAdminApp, photoPart, toRequestId } from "../helpers/admin.ts";
import { postForm, toSha256 } from "../helpers/app.ts";
import { createFace, createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";

const prefixes = ["", "/~ci-1"];
const inSpace = (prefix: string) => (prefix === "" ? {} : { space: prefix.slice(2) });

test.each(prefixes)(
  "GET %s/__admin/requests lists the calls of the space, the last first",
  async (prefix) => {
    const { app, ask } = await createAdminApp();
    const ids = [];
    for (const vendor_data of ["a", "b", "c"])
      ids.unshift(toRequestId(await callLiveness(app, { ...inSpace(prefix), fields: { vendor_data } })));
    await callLiveness(app, { space: "another" });
    const { body } = await ask(`GET ${prefix}/__admin/requests`);
    expect(body.total).toBe(3);
    expect(body.requests.map(({ requestId }: { requestId: string }) => requestId)).toEqual(ids);
    expect((await ask(`GET ${prefix}/__admin/requests?limit=2`)).body).toEqual({
      total: 3,
      requests: body.requests.slice(0, 2),
    });
  },
);

test.each(prefixes)(
  "GET %s/__admin/requests/ID tells what came, what was seen and what was answered",
  async (prefix) => {
    const { app, ask } = await createAdminApp();
    const answer = await callLiveness(app, {
      ...inSpace(prefix),
      fields: { vendor_data: "user-42", rotate_image: "true" },
      headers: { "user-agent": "a client/1.0", "x-api-key": "key-1234567890" },
    });
    const { body, text } = await ask(`GET ${prefix}/__admin/requests/${toRequestId(answer)}`);
    expect(body).toMatchObject({
      requestId: answer.body.request_id,
      at: "2025-05-01T13:11:07.977Z",
      space: prefix.slice(2) || "default",
      method: "POST",
      path: "/v3/passive-liveness/",
      operation: "didit.passive-liveness",
      status: 200,
      outcome: "real",
      scenario: "none",
      violations: [],
      apiKey: "…7890",
      headers: { "content-type": expect.stringMatching(/^multipart/), "user-agent": "a client/1.0" },
      fields: { vendor_data: "user-42", rotate_image: true, face_liveness_score_decline_threshold: 30 },
      files: [
        {
          name: "user_image",
          filename: "selfie.jpg",
          format: "jpeg",
          sha256: toSha256(photoPart.content),
          seen: { faces: 1, best_angle: 0 },
        },
      ],
    });
    expect(Object.keys(body.timings)).toEqual(["parse", "match", "detect"]);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2000);
  },
);

test.each(prefixes)("DELETE %s/__admin/requests forgets the calls of the space only", async (prefix) => {
  const { app, ask } = await createAdminApp();
  await callLiveness(app, inSpace(prefix));
  await callLiveness(app, { space: "another" });
  expect((await ask(`DELETE ${prefix}/__admin/requests`)).body).toEqual({ forgotten: 1 });
  expect((await ask(`GET ${prefix}/__admin/requests`)).body).toEqual({ total: 0, requests: [] });
  expect((await ask("GET /~another/__admin/requests")).body.total).toBe(1);
});

/** Questions, and which of the calls a, b and c (a refused one) they find. */
const questions: [object, string[]][] = [
  [{}, ["c", "b", "a"]],
  [{ vendor_data: "a" }, ["a"]],
  [{ vendor_data: ["a", "b"] }, ["b", "a"]],
  [{ vendor_data: "/^[bc]$/" }, ["c", "b"]],
  [{ not: { vendor_data: "a" } }, ["c", "b"]],
  [{ status: 200 }, ["b", "a"]],
  [{ status: ">=400" }, ["c"]],
  [{ status: "200-299", vendor_data: "b" }, ["b"]],
  [{ operation: "didit.*" }, ["c", "b", "a"]],
  [{ operation: "didit.face-match" }, []],
  [{ method: "POST", path: "/v3/*" }, ["c", "b", "a"]],
  [{ outcome: "overlay" }, ["b"]],
  [{ scenario: "own" }, ["b"]],
  [{ scenario: "own#1/1" }, ["b"]],
  [{ scenario: "none" }, ["c", "a"]],
  [{ violations: 0 }, ["b", "a"]],
  [{ violations: ">0" }, ["c"]],
  [{ api_key: "test-key" }, ["c", "b", "a"]],
  [{ api_key: "other-key" }, []],
  [{ header: { "User-Agent": "light*" } }, ["c", "b", "a"]],
  [{ field: { rotate_image: false } }, ["b", "a"]],
  [{ file: { user_image: { filename: "*.jpg", sha256: toSha256(photoPart.content) } } }, ["b", "a"]],
  [{ seen: { user_image: { faces: 1 } } }, ["b", "a"]],
];

test.each(questions)("find and count know which calls fit %j", async (match, names) => {
  const { app, ask } = await createAdminApp();
  await ask(
    "POST /__admin/scenarios",
    "id: own\nwhen: { vendor_data: b }\noutcome: { set: {} }\noperation: didit.passive-liveness",
  );
  for (const vendor_data of ["a", "b"]) await callLiveness(app, { fields: { vendor_data } });
  await callLiveness(app, { fields: { vendor_data: "c" }, parts: [{ ...photoPart, name: "image" }] });
  const found = await ask("POST /__admin/requests/find", { match });
  const shown = found.body.requests.map(
    ({ fields }: { fields: Record<string, string> }) => fields.vendor_data,
  );
  expect([found.body.count, shown]).toEqual([names.length, names]);
  expect((await ask("POST /__admin/requests/count", { match })).body).toEqual({ count: names.length });
});

test("find shows at most as many calls as asked for and counts all; without a body it finds every call", async () => {
  const { app, ask } = await createAdminApp();
  for (let call = 0; call < 3; call++) await callLiveness(app, { space: "ci-1" });
  const { body } = await ask("POST /~ci-1/__admin/requests/find", { limit: 2 });
  expect([body.count, body.requests.length]).toEqual([3, 2]);
  expect((await ask("POST /~ci-1/__admin/requests/find")).body.count).toBe(3);
  expect((await ask("POST /__admin/requests/count")).body).toEqual({ count: 0 });
});

test("a question about a header that is not kept says so", async () => {
  const { app, ask } = await createAdminApp();
  await callLiveness(app, { headers: { "x-test-case": "a" } });
  const match = { header: { "X-Test-Case": "a" } };
  const note = expect.stringMatching(/^the header x-test-case is not kept of calls: .*scenario/);
  expect((await ask("POST /__admin/requests/count", { match })).body).toEqual({ count: 0, note });
  expect((await ask("POST /__admin/requests/find", { match })).body).toEqual({
    count: 0,
    requests: [],
    note,
  });
  expect((await ask("POST /__admin/verify", { match })).body).toMatchObject({ verified: false, note });
  await ask("POST /__admin/scenarios", "when: { header: { x-test-case: b } }\noutcome: { error: forbidden }");
  await callLiveness(app, { headers: { "x-test-case": "a" } });
  expect((await ask("POST /__admin/requests/count", { match })).body).toEqual({ count: 1 });
});

test("everything that was measured in the pictures is there for each of the last calls", async () => {
  const face = createFace({ ageYears: 33.123_456 });
  const { app, ask } = await createAdminApp({ engine: createFakeEngine([createFacts({ faces: [face] })]) });
  const id = toRequestId(await callLiveness(app, { space: "ci-1" }));
  const { body } = await ask(`GET /~ci-1/__admin/requests/${id}/faces`);
  expect(body).toMatchObject({
    outcome: "real",
    scenario: "none",
    pictures: [{ name: "user_image", filename: "selfie.jpg", widthPx: 1000, faces: [{ ageYears: 33.123 }] }],
  });
});

test("a call is found by the id in its answer as well", async () => {
  const { app, ask } = await createAdminApp({ options: { seed: "s" }, identity: undefined as never });
  const answer = await postForm(app, "/v3/passive-liveness/", [photoPart], { "x-api-key": "k" });
  const { body } = await ask(`GET /__admin/requests/${answer.body.request_id}`);
  expect(body.requestId).toBe(answer.headers["x-stuntface-request-id"]);
});
