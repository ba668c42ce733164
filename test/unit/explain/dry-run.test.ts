import { expect, test } from "vitest";
import { createExplained, expectGolden } from "../../helpers/explained.ts";

const scenarios = `scenarios:
  - { id: credits-run-out, operation: didit.face-match, when: { vendor_data: user-42 }, outcome: { error: insufficient_credits }, after: fail }
  - { id: rotated, when: { field: { rotate_image: true } }, outcome: { error: forbidden } }
  - { id: no-threshold, when: { field: { face_match_score_decline_threshold: 30 } }, outcome: real }`;
const operation = "didit.face-match";

test("a dry run says what would answer, as text and as JSON", async () => {
  const { ask, whyNot } = await createExplained({ scenarios });
  const call = { operation, fields: { vendor_data: "user-42" } };
  await expectGolden(await whyNot(call, "ci-7"), "dry-run");
  const { status, body } = await ask("POST /~ci-7/__admin/explain", call);
  expect([status, body.call]).toEqual([
    200,
    {
      requestId: "dry-run",
      method: "POST",
      path: operation,
      space: "ci-7",
      operation,
      status: null,
      outcome: "error",
      scenario: "credits-run-out#1/1",
      files: [],
      violations: [],
    },
  ]);
  expect(body.scenarios[0]).toMatchObject({ id: "credits-run-out", verdict: "answered", differences: [] });
});

test("a dry run types fields as the contract does and adds its defaults", async () => {
  const { ask } = await createExplained({ scenarios });
  const answer = async (fields: object) =>
    (await ask("POST /__admin/explain", { operation, fields })).body.call.scenario;
  expect(await answer({ rotate_image: "1" })).toBe("rotated#1/1");
  expect(await answer({ rotate_image: true })).toBe("rotated#1/1");
  expect(await answer({})).toBe("no-threshold#1/1");
});

/** Calls that are not made, and what is said to answer them. */
const calls: [string, object, string, string][] = [
  [
    "a header that names a scenario",
    { headers: { "X-Stuntface-Scenario": "approve" } },
    "approve#1/1",
    "overlay",
  ],
  ["a magic value", { fields: { vendor_data: "stunt:score=12" } }, "stunt:score=12", "overlay"],
  ["a key that names a scenario", { api_key: "stunt_approve" }, "approve#1/1", "overlay"],
  ["a key that is always refused", { api_key: "stunt_no_credits" }, "stunt_no_credits", "error"],
  ["a header that names nothing", { headers: { "x-stuntface-scenario": "aprove" } }, "none", "error"],
  ["an order that makes no sense", { fields: { vendor_data: "stunt:nonsense=1" } }, "none", "error"],
  ["a field of a wrong type", { fields: { rotate_image: "maybe" } }, "none", "real"],
  ["a missing file", { files: [{ name: "user_image" }] }, "none", "real"],
  ["nothing at all", {}, "none", "real"],
];

test.each(calls)("a dry run knows %s", async (_what, call, scenario, outcome) => {
  const { ask } = await createExplained();
  const { body } = await ask("POST /__admin/explain", { operation, ...call });
  expect([body.call.scenario, body.call.outcome]).toEqual([scenario, outcome]);
});

test("a dry run of a call that the contract refuses says so", async () => {
  const { whyNot } = await createExplained({ scenarios });
  const call = { operation, fields: { rotate_image: "maybe" }, files: [{ name: "image" }] };
  await expectGolden(await whyNot(call), "dry-run-refused");
});

test("a dry run under --strict is refused for what the contract does not say", async () => {
  const { ask } = await createExplained({ options: { strict: true } });
  const { body } = await ask("POST /__admin/explain", { operation, fields: { colour: "x" } });
  expect([body.call.isRefused, body.call.violations]).toEqual([
    true,
    ['The field "colour" is not part of the contract.'],
  ]);
});

test("a dry run tries patterns on a key, and shows its end only", async () => {
  const { whyNot } = await createExplained({
    scenarios: 'id: declined\nwhen: { api_key: "test_*" }\noutcome: { error: forbidden }',
  });
  expect(await whyNot({ operation, api_key: "test_declined_key" })).toContain("error by declined#1/1");
  const text = await whyNot({ operation, api_key: "prod_declined_key" });
  expect(text).toMatch(/declined +no +api_key +want …_\* +got …_key +<- the only difference\n$/);
});

test("a dry run knows what was seen in the file it imagines, but not at an early stage", async () => {
  const { ask } = await createExplained({
    scenarios: `scenarios:
  - { id: seen, when: { seen: { user_image: { faces: 2 } } }, outcome: { error: forbidden } }
  - { id: same, when: { file: { user_image: { phash: 0123456789abcdef } } }, outcome: { error: forbidden } }`,
  });
  const answer = async (file: object) => {
    const files = [{ name: "user_image", ...file }];
    return (await ask("POST /__admin/explain", { operation: "didit.passive-liveness", files })).body.call
      .scenario;
  };
  expect(await answer({ seen: { faces: 2 } })).toBe("seen#1/1");
  expect(await answer({ phash: "0123456789ABCDEE" })).toBe("same#1/1");
  expect(await answer({ phash: "fedcba9876543210" })).toBe("none");
});

test("Apptenticate's users name scenarios and orders in a dry run as they do in a call", async () => {
  const { ask } = await createExplained();
  const answer = async (call: object) => (await ask("POST /__admin/explain", call)).body.call.scenario;
  const liveness = { operation: "apptenticate.liveness" };
  expect(await answer({ ...liveness, username: "stunt:code=706" })).toBe("stunt:code=706");
  expect(await answer({ ...liveness, username: "stunt_code-706" })).toBe("code-706#1/1");
  expect(await answer({ ...liveness, username: "stunt_forbidden" })).toBe("stunt_forbidden");
  const token = { operation: "apptenticate.token", fields: { username: "stunt:delay=2s", password: "p" } };
  expect(await answer(token)).toBe("none");
});
