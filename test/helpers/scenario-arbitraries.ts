import fc from "fast-check";
import type { Call } from "../../src/scenarios/call.ts";
import { toSecret } from "../../src/scenarios/secret.ts";

const value = fc.constantFrom("a", "b", "c");
const wanted = fc.oneof(value, fc.constantFrom("*", "/[ab]/", "a*"), fc.uniqueArray(value, { minLength: 1 }));
const when = fc.record(
  {
    vendor_data: wanted,
    device: wanted,
    username: wanted,
    api_key: wanted,
    header: fc.record({ "x-a": wanted }),
  },
  { requiredKeys: [] },
);
/** A call that a few of the {@link writtenScenario}s fit. */
export const call = fc.record({ vendor: value, device: value, user: value, key: value, header: value }).map(
  ({ vendor, device, user, key, header }): Partial<Call> => ({
    fields: { vendor_data: vendor, device },
    username: user,
    apiKey: toSecret(key),
    headers: { "x-a": header },
  }),
);
/** A scenario as it is written, without id. */
export const writtenScenario = fc.record(
  {
    when: fc
      .tuple(when, fc.option(fc.constantFrom<number | string>(1, 2, ">=2", "2-3"), { nil: undefined }))
      .map(([conditions, calls]) => (calls === undefined ? conditions : { ...conditions, call: calls })),
    precedence: fc.integer({ min: -1, max: 1 }),
    after: fc.constantFrom("repeat-last", "real", "cycle", "fail"),
    count_per: fc.constantFrom("scenario", "vendor_data", "api_key"),
    steps: fc.array(
      fc.record(
        {
          outcome: fc.constantFrom<object | string>(
            "real",
            { error: "forbidden" },
            { http: { status: 418 } },
          ),
          times: fc.integer({ min: 1, max: 3 }),
          chance: fc.constantFrom(0, 0.5, 1),
          delay: fc.constant({ uniform: ["1ms", "9ms"] }),
        },
        { requiredKeys: ["outcome"] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  },
  { requiredKeys: ["when", "steps"] },
);

/** Calls that come one after the other. */
export const calls = fc.array(call, { minLength: 1, maxLength: 12 });

/** Scenarios that want something that no {@link call} has. */
export const foreignScenarios = fc.array(
  writtenScenario.chain((item) =>
    fc
      .constantFrom<object>({ vendor_data: "nobody" }, { header: { "x-b": "*" } }, { username: "nobody" })
      .map((extra) => ({
        ...item,
        when: { ...item.when, ...extra },
      })),
  ),
  { maxLength: 4 },
);
