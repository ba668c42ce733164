import { expect, test } from "vitest";
import { parseGood } from "../../helpers/scenarios.ts";

test("the shortest scenario answers every call as it is", () => {
  expect(parseGood("outcome: real")).toEqual([
    {
      id: "test",
      description: undefined,
      operations: undefined,
      conditions: [],
      call: undefined,
      steps: [{ outcome: { kind: "real" }, delay: { kind: "fixed", ms: 0 }, times: 1, chance: 1 }],
      after: "repeat-last",
      stage: "normal",
      countPer: "scenario",
      expect: undefined,
      precedence: 0,
      enabled: true,
      origin: "file",
      source: "test.yaml:1",
      written: { outcome: "real" },
    },
  ]);
});

test("everything that is written arrives", () => {
  const [scenario] = parseGood(`
id: credits-run-out
description: refused once
operation: [didit.face-match, didit.passive-liveness]
when: { vendor_data: user-42 }
steps:
  - outcome: { error: insufficient_credits }
    delay: 1.5s
    times: 3
  - outcome: real
    delay: 800ms
after: cycle
precedence: -2.5
enabled: false
`);
  expect(scenario).toMatchObject({
    id: "credits-run-out",
    description: "refused once",
    operations: new Set(["didit.face-match", "didit.passive-liveness"]),
    steps: [
      {
        outcome: { kind: "error", error: "insufficient_credits" },
        delay: { kind: "fixed", ms: 1500 },
        times: 3,
      },
      { outcome: { kind: "real" }, delay: { kind: "fixed", ms: 800 }, times: 1 },
    ],
    after: "cycle",
    precedence: -2.5,
    enabled: false,
    source: "test.yaml:2",
  });
});

test.each([
  ["real", { kind: "real" }],
  ["{ error: forbidden }", { kind: "error", error: "forbidden" }],
  ["{ warnings: [LOW_LIVENESS_SCORE] }", { kind: "overlay", overlay: { warnings: ["LOW_LIVENESS_SCORE"] } }],
  ["{ warnings: [] }", { kind: "overlay", overlay: { warnings: [] } }],
  ["{ score: 12.5 }", { kind: "overlay", overlay: { score: 12.5 } }],
  ["{ status: Declined }", { kind: "overlay", overlay: { status: "Declined" } }],
  ["{ detection: skip }", { kind: "overlay", overlay: { detection: "skip" } }],
  ["{ set: { liveness.score: 3 } }", { kind: "overlay", overlay: { set: { "liveness.score": 3 } } }],
])("the outcome %s is understood", (text, outcome) => {
  const [scenario] = parseGood(`operation: didit.passive-liveness\noutcome: ${text}`);
  expect(scenario?.steps[0]?.outcome).toEqual(outcome);
});

test("a code is understood", () => {
  const [scenario] = parseGood("operation: apptenticate.liveness\noutcome: { code: 706 }");
  expect(scenario?.steps[0]?.outcome).toEqual({ kind: "overlay", overlay: { code: 706 } });
});

test.each([
  ["liveness.user_image.entities.0.age", 31.5],
  ["liveness.user_image.best_angle", 90],
  ["liveness.face_quality", null],
  ["liveness.warnings", []],
  ["request_id", "mine"],
])("set reaches %s", (path, value) => {
  const [scenario] = parseGood(
    `operation: didit.passive-liveness\noutcome: { set: { ${path}: ${JSON.stringify(value)} } }`,
  );
  expect(scenario?.steps[0]?.outcome).toEqual({ kind: "overlay", overlay: { set: { [path]: value } } });
});

test("a scenario without an operation serves those that can give its outcome", () => {
  expect(parseGood("outcome: { code: 706 }")[0]?.operations).toEqual(new Set(["apptenticate.liveness"]));
  expect(parseGood("outcome: { score: 12 }")[0]?.operations).toEqual(
    new Set(["didit.passive-liveness", "didit.face-match", "didit.age-estimation"]),
  );
  expect(parseGood("operation: '*'\noutcome: { error: forbidden }")[0]?.operations).toBeUndefined();
});

test("allow_inconsistent permits a contradiction", () => {
  const [scenario] = parseGood(`
operation: didit.passive-liveness
allow_inconsistent: true
outcome: { warnings: [NO_FACE_DETECTED], status: Approved }
`);
  expect(scenario?.steps[0]?.outcome).toMatchObject({ overlay: { status: "Approved" } });
});

test("JSON is read as YAML is", () => {
  expect(parseGood('{ "id": "json", "outcome": { "error": "forbidden" } }')).toMatchObject([{ id: "json" }]);
});

test("a list holds several scenarios, numbered where they have no id", () => {
  const scenarios = parseGood(
    "scenarios:\n  - outcome: real\n  - id: own\n    outcome: real\n  - outcome: real\n",
  );
  expect(scenarios.map(({ id, source }) => [id, source])).toEqual([
    ["test-1", "test.yaml:2"],
    ["own", "test.yaml:3"],
    ["test-3", "test.yaml:5"],
  ]);
});

test("a list of one has the file's name", () => {
  expect(parseGood("scenarios:\n  - outcome: real\n")[0]?.id).toBe("test");
});

test("several documents are several scenarios", () => {
  const scenarios = parseGood("outcome: real\n---\nid: own\noutcome: real\n---\noutcome: real\n");
  expect(scenarios.map(({ id, source }) => [id, source])).toEqual([
    ["test-1", "test.yaml:1"],
    ["own", "test.yaml:3"],
    ["test-3", "test.yaml:6"],
  ]);
});

test.each(["", "# nothing\n", "---\n", "null\n", "scenarios: []\n"])("%j holds no scenario", (text) => {
  expect(parseGood(text)).toEqual([]);
});
