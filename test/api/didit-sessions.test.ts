import { expect, test } from "vitest";
import { postDidit } from "../helpers/app.ts";
import { nobody, people, toPersonPart } from "../helpers/people.ts";
import { createSandbox } from "../helpers/sandbox.ts";

const unknownId = "00000000-0000-4000-8000-000000000000";

test("the id of a saved check answers with its decision document", async () => {
  const { check, decide } = await createSandbox();
  const { id, body } = await check(people.same, { vendor_data: "user-1" });
  const decision = await decide(id);
  expect(decision.status).toBe(200);
  expect(decision.body).toEqual({
    session_id: id,
    session_number: 1,
    session_kind: "api",
    status: "Approved",
    workflow_id: null,
    vendor_data: "user-1",
    metadata: null,
    liveness_checks: [body.liveness],
    face_matches: [],
    created_at: body.created_at,
  });
});

test("a saved face match is listed among the face matches", async () => {
  const { app, decide } = await createSandbox();
  const { body } = await postDidit(app, "face-match", [
    toPersonPart(people.same),
    toPersonPart(people.other, "ref_image"),
  ]);
  expect((await decide(body.request_id)).body).toMatchObject({
    status: "Declined",
    vendor_data: null,
    liveness_checks: [],
    face_matches: [body.face_match],
  });
});

test("saved checks are numbered in their order, those without a face too", async () => {
  const { check, decide } = await createSandbox();
  const ids = [(await check(people.same)).id, (await check(nobody)).id, (await check(people.other)).id];
  const documents = await Promise.all(ids.map(async (id) => (await decide(id)).body));
  expect(documents.map(({ session_number }) => session_number)).toEqual([1, 2, 3]);
  expect(documents.map(({ status }) => status)).toEqual(["Approved", "Declined", "Approved"]);
});

test("metadata is kept as the object that was sent, in the edition that knows it", async () => {
  const { check, decide } = await createSandbox({ contract: "2026-06" });
  const { id, body } = await check(people.same, { vendor_data: "u", metadata: '{"plan":{"id":7}}' });
  expect(body).toMatchObject({ vendor_data: "u", metadata: { plan: { id: 7 } } });
  expect((await decide(id)).body).toMatchObject({ vendor_data: "u", metadata: { plan: { id: 7 } } });
});

test("nothing is kept of a check that asks for it", async () => {
  const { check, decide, ask } = await createSandbox();
  const { id, verdict } = await check(people.same, { save_api_request: "false", vendor_data: "a" });
  expect(verdict).toBe("Approved");
  expect((await decide(id)).status).toBe(404);
  expect((await ask("GET /__admin/sessions")).body).toEqual({ sessions: [] });
  expect((await check(people.same, { vendor_data: "b" })).risks).toEqual([]);
});

test("a check that fails is not saved", async () => {
  const { check, ask } = await createSandbox({}, { allowsServerErrors: true });
  await check(people.same, { rotate_image: "maybe" });
  await check(people.same, {}, { headers: { "x-stuntface-scenario": "server-error" } });
  expect((await ask("GET /__admin/sessions")).body).toEqual({ sessions: [] });
});

test.each([
  ["2025-05", {}, 401],
  ["2026-06", {}, 403],
  ["2025-05", { "x-api-key": "wrong" }, 401],
  ["2025-05", { "x-api-key": "right" }, 404],
] as const)(
  "in edition %s a decision of an unknown id with the headers %j is %i",
  async (contract, headers, status) => {
    const { decide } = await createSandbox({ contract, keys: ["right"] });
    const answer = await decide(unknownId, "", { ...headers });
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.body)).toEqual(["detail"]);
  },
);

test("saved checks are listed, the newest first, and found by their ids", async () => {
  const { check, ask, decide } = await createSandbox();
  const first = await check(people.same, { vendor_data: "a" });
  const second = await check(nobody, { vendor_data: "b" });
  const { sessions } = (await ask("GET /__admin/sessions")).body;
  expect(sessions.map((session: { session_id: string }) => session.session_id)).toEqual([
    second.id,
    first.id,
  ]);
  const found = await ask(`GET /__admin/sessions/${first.id}`);
  expect(found.body).toEqual((await decide(first.id)).body);
  expect((await ask(`GET /__admin/sessions/${unknownId}`)).status).toBe(404);
});

test.each(["Declined", "Approved", "In Review"])("a person sets a saved check to %s", async (status) => {
  const { check, ask, decide } = await createSandbox();
  const { id } = await check(people.same);
  const answer = await ask(`POST /__admin/sessions/${id}`, { status });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ session_id: id, status, liveness_checks: [{ status }] });
  expect((await decide(id)).body).toEqual(answer.body);
});

test.each([{ status: "declined" }, { status: null }, {}, { status: "Declined", more: 1 }, "[]"])(
  "the decision %j is refused and changes nothing",
  async (body) => {
    const { check, ask, decide } = await createSandbox();
    const { id } = await check(people.same);
    expect((await ask(`POST /__admin/sessions/${id}`, body)).status).toBe(400);
    expect((await decide(id)).body.status).toBe("Approved");
  },
);

test("an unknown check cannot be decided", async () => {
  const { ask } = await createSandbox();
  const { status, body } = await ask(`POST /__admin/sessions/${unknownId}`, { status: "Approved" });
  expect([status, body.error]).toEqual([404, expect.stringContaining("save_api_request=false saves none")]);
});

test("a check that a person declined is no duplicate any more, one that a person approved is", async () => {
  const { check, ask } = await createSandbox();
  const { id } = await check(people.same, { vendor_data: "a" });
  await ask(`POST /__admin/sessions/${id}`, { status: "Declined" });
  expect((await check(people.same, { vendor_data: "b", save_api_request: "false" })).risks).toEqual([]);
  await ask(`POST /__admin/sessions/${id}`, { status: "Approved" });
  expect((await check(people.same, { vendor_data: "b" })).risks).toEqual(["DUPLICATED_FACE"]);
});

test("a space knows only its own checks, numbers them from 1 and screens only its own faces", async () => {
  const { check, decide, ask } = await createSandbox();
  const { id } = await check(people.same, { vendor_data: "a" });
  expect((await decide(id, "/~other")).status).toBe(404);
  expect((await ask(`GET /~other/__admin/sessions/${id}`)).status).toBe(404);
  const other = await check(people.same, { vendor_data: "b" }, { space: "other" });
  expect(other.risks).toEqual([]);
  expect((await decide(other.id, "/~other")).body.session_number).toBe(1);
  expect((await decide(other.id)).status).toBe(404);
});

test("a reset forgets checks, numbers and faces", async () => {
  const { check, decide, ask } = await createSandbox();
  const { id } = await check(people.same, { vendor_data: "a" });
  await ask("POST /__admin/reset");
  expect((await decide(id)).status).toBe(404);
  const later = await check(people.same, { vendor_data: "b" });
  expect(later.risks).toEqual([]);
  expect((await decide(later.id)).body.session_number).toBe(1);
});
