import fc from "fast-check";
import { expect, test } from "vitest";
import { callLiveness, createAdminApp, toRequestId } from "../../helpers/admin.ts";

const option = <T>(...values: T[]) => fc.constantFrom<T | undefined>(undefined, ...values);

const conditions = fc.record({
  vendor_data: option("a", "b", "/a|c/"),
  header: option({ "x-case": "1" }, { "x-case": "*" }),
  api_key: option("key-one", "key-*"),
  field: option({ rotate_image: true }, { face_liveness_score_decline_threshold: 30 }),
  call: option<number | string>(1, "2-3"),
  not: option({ vendor_data: "a" }),
});

const scenario = fc.record({
  operation: fc.constantFrom("*", "didit.passive-liveness", "didit.face-match"),
  stage: fc.constantFrom("normal", "normal", "before_validation", "before_auth"),
  when: conditions,
  outcome: fc.constantFrom(
    "real",
    { error: "forbidden" },
    { http: { status: 202, body: {} } },
    { status: "Declined" },
  ),
  times: option(2),
  after: option("real", "cycle", "fail"),
  chance: option(0.5),
  precedence: option(1),
  enabled: option(false),
});

const call = fc.record({
  fields: fc.record({
    vendor_data: option("a", "b", "c", "stunt:score=12", "stunt:nonsense", "stunt:approve,delay=1ms"),
    rotate_image: option("true", "1", "false", "maybe"),
  }),
  headers: fc.record({
    "x-case": option("1", "2"),
    "x-stuntface-scenario": option("s-0", "s-1", "approve", "nobody"),
    "x-api-key": fc.constantFrom("key-one", "key-two", "stunt_no_credits", "stunt_approve"),
  }),
});

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** A scenario that the loader takes: what is not known at an early stage is not asked for. */
function toScenario({ when, ...scenario }: Record<string, unknown> & { when: object }, index: number) {
  const { header, api_key } = when as Record<string, unknown>;
  const early = { header, api_key };
  return plain({ ...scenario, id: `s-${index}`, when: scenario.stage === "before_auth" ? early : when });
}

test("a dry run agrees with the call that follows, counts nothing, and the explanation names what answered", async () => {
  const { app, ask } = await createAdminApp({ allowsServerErrors: true });
  let runs = 0;
  const run = async (
    scenarios: Parameters<typeof toScenario>[0][],
    calls: { fields: object; headers: object }[],
  ) => {
    runs += 1;
    const space = `run-${runs}`;
    const added = await ask(`POST /~${space}/__admin/scenarios`, { scenarios: scenarios.map(toScenario) });
    if (scenarios.length > 0) expect([added.body, added.status]).toEqual([added.body, 201]);
    for (const item of calls) {
      const { fields, headers } = plain(item) as Required<Parameters<typeof callLiveness>[1] & object>;
      const { "x-api-key": api_key, ...others } = headers;
      const imagined = { operation: "didit.passive-liveness", api_key, fields, headers: others };
      const explain = async () => (await ask(`POST /~${space}/__admin/explain`, imagined)).body;
      const counts = async () => (await ask(`GET /~${space}/__admin/scenarios`)).text;
      const before = await counts();
      const dry = await explain();
      expect(await explain()).toEqual(dry);
      expect(await counts()).toBe(before);

      const answer = await callLiveness(app, { space, fields, headers });
      const { body: real } = await ask(`GET /~${space}/__admin/requests/${toRequestId(answer)}/explain`);
      const told = ({ scenario, outcome, isRefused }: typeof real.call) => ({ scenario, outcome, isRefused });
      expect(told(dry.call)).toEqual(told(real.call));
      expect([real.call.scenario, real.call.outcome]).toEqual([
        answer.headers["x-stuntface-scenario"],
        answer.headers["x-stuntface-outcome"],
      ]);
      const id = /^(.*)#\d+\/\d+$/.exec(real.call.scenario)?.[1];
      for (const { scenarios: rows } of [dry, real]) {
        const answered = rows.filter(({ verdict }: { verdict: string }) => verdict === "answered");
        expect(answered.map((row: { id: string }) => row.id)).toEqual(id === undefined ? [] : [id]);
      }
    }
    await ask(`DELETE /__admin/spaces/${space}`);
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(scenario, { maxLength: 5 }),
      fc.array(call, { minLength: 1, maxLength: 4 }),
      run,
    ),
    { numRuns: 150 },
  );
}, 60_000);
