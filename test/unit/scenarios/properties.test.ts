import fc from "fast-check";
import { expect, test } from "vitest";
import { compileScenario } from "../../../src/scenarios/compile.ts";
import { parseScenarios } from "../../../src/scenarios/parse.ts";
import { createScenarioSchema } from "../../../src/scenarios/schema.ts";
import { seenMeasures, toSeen } from "../../../src/scenarios/seen.ts";
import { createFacts } from "../../helpers/facts.ts";
import {
  createCall,
  createCalledFile,
  createStore,
  parseGood,
  select as selectIn,
} from "../../helpers/scenarios.ts";
import { toShaped } from "../../helpers/schema-arbitrary.ts";
import { createSpecs } from "../../helpers/specs.ts";

const specs = createSpecs();
const call = createCall({
  headers: { "x-a": ["b", "c"] },
  fields: { vendor_data: "a", rotate_image: true },
  files: [createCalledFile({ perceptualHash: "0123456789abcdef", seen: toSeen(createFacts()) })],
});

/** Either scenarios, which are counted, or problems with a place; anything thrown fails the property. */
function expectVerdict(text: string): number {
  const { drafts, problems } = parseScenarios("a.yaml", "a", text, specs);
  for (const { line, column, message } of problems) {
    expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
    expect(message).not.toBe("");
  }
  for (const draft of drafts) {
    const { steps, conditions } = compileScenario(draft, "file");
    expect(steps.length).toBeGreaterThan(0);
    for (const { holds, got } of conditions) {
      expect(typeof holds(call)).toBe("boolean");
      got(call);
    }
  }
  return drafts.length;
}

const keys = [
  ...["scenarios", "id", "description", "operation", "when", "steps", "outcome", "delay", "times", "chance"],
  ...["after", "stage", "count_per", "expect", "calls", "precedence", "enabled", "allow_inconsistent"],
  ...["header", "api_key", "username", "vendor_data", "device", "field", "file", "seen", "call", "not"],
  ...[
    "any",
    "user_image",
    "ref_image",
    "selfie",
    "filename",
    "sha256",
    "phash",
    "like",
    "distance",
    "format",
  ],
  ...["size", "width", "height", "faces", "best_angle", "gender", ...seenMeasures],
  ...["warnings", "score", "code", "status", "set", "detection", "error", "http", "headers", "body"],
  ...["fault", "slow", "bytes_per_s", "uniform", "lognormal", "median", "sigma"],
];
const values = [
  ...["real", "skip", "forbidden", "NO_FACE_DETECTED", "Approved", "Declined", "didit.face-match", "*", ""],
  ...["apptenticate.liveness", "cycle", "fail", "before_auth", "before_validation", "image", "reset", "hang"],
  ...[
    "2s",
    "800ms",
    "3600s",
    "9999s",
    ">=2",
    "2-4",
    "5-2",
    "0123456789abcdef",
    "/x(/",
    "/a+/i",
    "a*b",
    "a\nb",
  ],
  ...["liveness.score", "face_match.user_image.entities.0.age", "constructor", "__proto__"],
];
const word = fc.constantFrom(...keys, ...values);
const near = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.constantFrom<unknown>(null, true, 0, -1, 1, 0.5, 12, 706, 1e308, 2 ** 60),
    fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 4 }),
    fc.dictionary(word, tie("value"), { maxKeys: 4 }),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
})).value;

test("any JSON is taken or refused with a place", () => {
  fc.assert(
    fc.property(fc.json(), (text) => void expectVerdict(text)),
    { numRuns: 200 },
  );
});

test("any mixture of the language's own words is taken or refused with a place", () => {
  fc.assert(
    fc.property(near, (value) => void expectVerdict(JSON.stringify(value))),
    { numRuns: 500 },
  );
});

test("nearly everything that the schema allows is taken or refused with a place", () => {
  const { Scenario, List } = createScenarioSchema(specs);
  const taken = { count: 0 };
  fc.assert(
    fc.property(fc.oneof(toShaped(Scenario, values), toShaped(List, values)), (value) => {
      taken.count += expectVerdict(JSON.stringify(value));
    }),
    { numRuns: 1000 },
  );
  // The property would say little if it never came past the schema.
  expect(taken.count).toBeGreaterThan(10);
});

test("a scenario file that is cut anywhere is taken or refused with a place", () => {
  const text = `id: a\nwhen: { vendor_data: [x, "y*"], not: { header: { a: /b/i } } }\nsteps:\n  - outcome: { error: forbidden }\n    delay: 2s\n---\noutcome: real\n`;
  fc.assert(fc.property(fc.nat(text.length), (length) => void expectVerdict(text.slice(0, length))));
});

const target = `scenarios:
  - { id: target, when: { vendor_data: user-1, device: IOS }, outcome: real }
  - { id: runner-up, when: { vendor_data: user-1 }, outcome: real }
  - { id: fallback, precedence: -1, outcome: real }
`;

test("which scenario answers does not depend on the order of the others", () => {
  const others = Array.from(
    { length: 8 },
    (_, index) =>
      `{ id: other-${index}, precedence: ${index % 3}, when: { vendor_data: other-${index} }, outcome: real }`,
  );
  const scenarios = [...parseGood(target), ...parseGood(`scenarios: [${others.join(", ")}]`)];
  const select = (shuffled: typeof scenarios, fields: Record<string, string>) =>
    selectIn(createStore(shuffled), { fields })?.label;
  fc.assert(
    fc.property(fc.shuffledSubarray(scenarios, { minLength: scenarios.length }), (shuffled) => {
      expect(select(shuffled, { vendor_data: "user-1", device: "IOS" })).toBe("target#1/1");
      expect(select(shuffled, { vendor_data: "user-1" })).toBe("runner-up#1/1");
      expect(select(shuffled, { vendor_data: "user-2" })).toBe("fallback#1/1");
      expect(select(shuffled, { vendor_data: "other-4" })).toBe("other-4#1/1");
    }),
    { numRuns: 50 },
  );
});
