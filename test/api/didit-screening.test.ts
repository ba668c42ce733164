import { expect, test, vi } from "vitest";
import { createIdentity } from "../../src/identity.ts";
import { exampleTime, postDidit } from "../helpers/app.ts";
import { nobody, people, toPersonPart } from "../helpers/people.ts";
import { createSandbox } from "../helpers/sandbox.ts";

const unknownId = "00000000-0000-4000-8000-000000000000";

test.each([
  ["the same face", people.same, { vendor_data: "a" }, { vendor_data: "b" }, ["DUPLICATED_FACE"]],
  ["a near face", people.near, { vendor_data: "a" }, { vendor_data: "b" }, ["POSSIBLE_DUPLICATED_FACE"]],
  ["another face", people.other, { vendor_data: "a" }, { vendor_data: "b" }, []],
  ["the same face", people.same, { vendor_data: "a" }, { vendor_data: "a" }, []],
  ["the same face", people.same, {}, {}, []],
  ["the same face", people.same, {}, { vendor_data: "b" }, ["DUPLICATED_FACE"]],
  ["the same face", people.same, { vendor_data: "a" }, {}, ["DUPLICATED_FACE"]],
] as const)(
  "%s (%i), saved with %j and shown with %j, raises %j",
  async (_face, person, saved, shown, risks) => {
    const { check } = await createSandbox();
    await check(people.same, { ...saved });
    const { verdict, ...second } = await check(person, { ...shown });
    expect([second.risks, verdict]).toEqual([risks, "Approved"]);
  },
);

test("of a sure and a possible duplicate only the sure one is raised", async () => {
  const { check } = await createSandbox();
  await check(people.near, { vendor_data: "a" });
  await check(people.same, { vendor_data: "b" });
  expect((await check(people.same, { vendor_data: "c" })).risks).toEqual(["DUPLICATED_FACE"]);
});

test("only approved checks are duplicated", async () => {
  const { check } = await createSandbox();
  const declined = await check(people.same, {
    vendor_data: "a",
    face_liveness_score_decline_threshold: "100",
  });
  expect(declined.verdict).toBe("Declined");
  expect((await check(people.same, { vendor_data: "b" })).risks).toEqual([]);
});

test("a check that is not saved is screened all the same", async () => {
  const { check } = await createSandbox();
  await check(people.same, { vendor_data: "a" });
  const { risks } = await check(people.same, { vendor_data: "b", save_api_request: "false" });
  expect(risks).toEqual(["DUPLICATED_FACE"]);
});

test("a face match neither enrols a face nor is screened", async () => {
  const { app, check } = await createSandbox();
  const parts = [toPersonPart(people.same), toPersonPart(people.same, "ref_image")];
  await postDidit(app, "face-match", [{ name: "vendor_data", content: "a" }, ...parts]);
  expect((await check(people.same, { vendor_data: "b" })).risks).toEqual([]);
  const { body } = await postDidit(app, "face-match", [{ name: "vendor_data", content: "c" }, ...parts]);
  expect(body.face_match.warnings).toEqual([]);
});

test("without enrolment no face is kept and none is screened", async () => {
  const { check } = await createSandbox({ enrolment: false });
  await check(people.same, { vendor_data: "a" });
  expect((await check(people.same, { vendor_data: "b" })).risks).toEqual([]);
});

test("a space sets its own thresholds while the server runs", async () => {
  const { check, ask } = await createSandbox();
  await check(people.same, { vendor_data: "a" });
  const risksWith = async (didit: object) => {
    await ask("PATCH /__admin/settings", { didit });
    return (await check(people.near, { vendor_data: "b", save_api_request: "false" })).risks;
  };
  expect(await risksWith({})).toEqual(["POSSIBLE_DUPLICATED_FACE"]);
  expect(await risksWith({ possible_duplicated_face_similarity_threshold: 80 })).toEqual([]);
  expect(await risksWith({ duplicated_face_similarity_threshold: 75 })).toEqual(["DUPLICATED_FACE"]);
  await ask("DELETE /__admin/settings");
  expect(await risksWith({ enrolment: false })).toEqual([]);
});

test("a duplicate declines where that is configured, but never in edition 2026-06", async () => {
  const declining = { actions: { duplicatedFace: "decline" } } as const;
  const run = async (contract: "2025-05" | "2026-06") => {
    const { check } = await createSandbox({ contract, ...declining });
    await check(people.same, { vendor_data: "a" });
    const { verdict, warnings } = await check(people.same, { vendor_data: "b" });
    return [verdict, warnings.map(({ risk, log_type }) => `${risk} ${log_type}`)];
  };
  expect(await run("2025-05")).toEqual(["Declined", ["DUPLICATED_FACE error"]]);
  expect(await run("2026-06")).toEqual(["Approved", ["DUPLICATED_FACE information"]]);
});

test("in edition 2026-06 a duplicate points to the earlier check", async () => {
  const { check } = await createSandbox({ contract: "2026-06" });
  await check(people.other, { vendor_data: "x" });
  const { id } = await check(people.same, { vendor_data: "a" });
  const { warnings } = await check(people.same, { vendor_data: "b" });
  expect(warnings.map((warning) => warning.additional_data)).toEqual([
    { duplicated_session_id: id, duplicated_session_number: 2, api_service: null },
  ]);
});

test("a blocklisted face declines the checks of everybody until it is removed", async () => {
  const { check, blocklist } = await createSandbox();
  const { id } = await check(people.same, { vendor_data: "a" });
  const added = await blocklist("add", { session_id: id, blocklist_face: true });
  expect([added.status, added.body]).toEqual([200, { message: "Successfully updated blocklist." }]);
  const see = async (person: number) => {
    const { verdict, risks } = await check(person, { vendor_data: "a", save_api_request: "false" });
    return [verdict, risks];
  };
  expect(await see(people.same)).toEqual(["Declined", ["FACE_IN_BLOCKLIST"]]);
  expect(await see(people.near)).toEqual(["Declined", ["POSSIBLE_FACE_IN_BLOCKLIST"]]);
  expect(await see(people.other)).toEqual(["Approved", []]);
  const removed = await blocklist("remove", { session_id: id, unblock_face: true });
  expect([removed.status, removed.body]).toEqual([200, { message: "Successfully removed from blocklist." }]);
  expect(await see(people.same)).toEqual(["Approved", []]);
});

test("a call that is repeated with a seed, and so has the same id, does not take its face off the blocklist", async () => {
  const { check, blocklist, ask } = await createSandbox(
    {},
    { identity: createIdentity("seed", exampleTime) },
  );
  const { id } = await check(people.same);
  await blocklist("add", { session_id: id, blocklist_face: true });
  const repeated = [await check(people.same), await check(people.same)];
  expect(repeated.map((answer) => [answer.id, answer.risks])).toEqual([
    [id, ["FACE_IN_BLOCKLIST"]],
    [id, ["FACE_IN_BLOCKLIST"]],
  ]);
  expect((await ask("GET /__admin/sessions")).body.sessions).toMatchObject([{ session_number: 1 }]);
});

test("faces that could not be read from the store are asked for again", async () => {
  const { check, services } = await createSandbox({}, { allowsServerErrors: true });
  const list = vi.spyOn(services.store, "list").mockRejectedValueOnce(new Error("busy"));
  expect((await check(people.same)).status).toBe(500);
  expect((await check(people.same)).status).toBe(200);
  expect(list).toHaveBeenCalledTimes(2);
});

test("in edition 2026-06 a blocklist warning points to the blocklisted check", async () => {
  const { check, blocklist } = await createSandbox({ contract: "2026-06" });
  const { id } = await check(people.same);
  await blocklist("add", { session_id: id, blocklist_face: true });
  const { verdict, warnings } = await check(people.same);
  expect(verdict).toBe("Declined");
  expect(warnings.map((warning) => warning.additional_data)).toEqual([
    { blocklisted_session_id: id, blocklisted_session_number: 1, api_service: null },
  ]);
});

test("only a saved liveness check with a face can be blocklisted", async () => {
  const { app, check, blocklist } = await createSandbox();
  const parts = [toPersonPart(people.same), toPersonPart(people.same, "ref_image")];
  const match = (await postDidit(app, "face-match", parts)).body.request_id;
  const faceless = (await check(nobody)).id;
  const unsaved = (await check(people.same, { save_api_request: "false" })).id;
  const good = (await check(people.same)).id;
  const answers = [];
  for (const body of [
    { session_id: unknownId, blocklist_face: true },
    { session_id: unsaved, blocklist_face: true },
    { session_id: faceless, blocklist_face: true },
    { session_id: match, blocklist_face: true },
    { session_id: good },
    { session_id: good, blocklist_face: false },
    { session_id: 7, blocklist_face: true },
    {},
    [],
  ])
    answers.push((await blocklist("add", body)).status);
  expect(answers).toEqual([404, 404, 400, 400, 400, 400, 404, 400, 400]);
  expect((await check(people.same)).risks).toEqual([]);
});

test("the blocklist is closed to callers without a good key", async () => {
  const { blocklist } = await createSandbox({ keys: ["right"] });
  const body = { session_id: unknownId, blocklist_face: true };
  expect((await blocklist("add", body, {})).status).toBe(401);
  expect((await blocklist("remove", body, { "x-api-key": "wrong" })).status).toBe(401);
});
