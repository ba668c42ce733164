import { expect, test } from "vitest";
import { parseScenarios } from "../../../src/scenarios/parse.ts";
import { listProblems } from "../../helpers/scenarios.ts";
import { createSpecs } from "../../helpers/specs.ts";

test.each([
  ["outcom: real", "1:1 outcom: the key is not known. Did you mean outcome?"],
  ["outcome: Real", '1:10 outcome: "Real" is not known. Did you mean real?'],
  [
    "outcome: { error: insufficient_credit }",
    '1:19 outcome.error: "insufficient_credit" is not known. Did you mean insufficient_credits?',
  ],
  ["outcome: { error: forbidden, score: 3 }", "1:30 outcome.score: the key is not known. Known: error."],
  ["outcome: { score: 101 }", "1:19 outcome.score: must be a number from 0 to 100, not 101."],
  ["outcome: { score: -1 }", "1:19 outcome.score: must be a number from 0 to 100, not -1."],
  ["outcome: { code: 706.5 }", "1:18 outcome.code: must be a whole number, not 706.5."],
  ["outcome: { detection: skp }", '1:23 outcome.detection: "skp" is not known. Did you mean skip?'],
  [
    "operation: didit.facematch\noutcome: real",
    '1:12 operation: "didit.facematch" is not known. Did you mean didit.face-match?',
  ],
  ["after: cycel\noutcome: real", '1:8 after: "cycel" is not known. Did you mean cycle?'],
  ["enabled: yes please\noutcome: real", '1:10 enabled: must be true or false, not "yes please".'],
  [
    "id: a b\noutcome: real",
    '1:5 id: must be up to 100 letters, digits, dots, dashes and underscores, not "a b".',
  ],
  ["steps: []", "1:8 steps: must not be empty."],
  [
    "steps:\n  - outcome: real\n    delay: 2h",
    '3:12 steps[0].delay: must be a time such as 800ms or 2s, not "2h".',
  ],
  [
    "steps:\n  - outcome: real\n    times: 0",
    "3:12 steps[0].times: must be a whole number of 1 or more, not 0.",
  ],
  ["when: { vendor: x }\noutcome: real", "1:9 when.vendor: the key is not known."],
  [
    "when: { file: { any: { colour: red } } }\noutcome: real",
    "1:24 when.file.any.colour: the key is not known. Known: filename, sha256, phash, format, size,",
  ],
  ["when: { username: [] }\noutcome: real", "1:19 when.username: must not be empty."],
  ["when: { not: { not: { username: a } } }\noutcome: real", "1:16 when.not.not: the key is not known."],
  ["id: nothing-to-do", "1:1 steps (or outcome) is missing: what shall be answered?"],
  ["outcome: real\nsteps: [{ outcome: real }]", "1:1 outcome: cannot stand beside steps"],
  [
    "when: { vendor_data: /(/ }\noutcome: real",
    "1:22 when.vendor_data: error parsing regexp: missing closing )",
  ],
  ["scenarios: [null]", "1:13 scenarios[0]: must be a mapping, not null."],
  ["scenarios: []\noutcome: real", "2:1 outcome: the key is not known. Known: scenarios."],
  ["just words", '1:1 must be a mapping, not "just words".'],
  ["id: a\nid: b\noutcome: real", "2:1 Map keys must be unique"],
])("%j is refused with %j", (text, message) => {
  const lines = listProblems(text);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.startsWith(`test.yaml:${message}`)).toBe(true);
});

test.each([
  ["didit.face-match", "{ code: 706 }", "outcome.code: didit.face-match: has no codes."],
  ["apptenticate.liveness", "{ code: 716 }", "outcome.code: apptenticate.liveness: must be 700 to 715."],
  ["apptenticate.liveness", "{ score: 7 }", "outcome.score: apptenticate.liveness: has no score to force."],
  [
    "didit.passive-liveness",
    "{ status: In Review }",
    'outcome.status: didit.passive-liveness: "In Review" is not known.',
  ],
  [
    "didit.face-match",
    "{ warnings: [LOW_LIVENESS_SCORE] }",
    'didit.face-match: "LOW_LIVENESS_SCORE" is not known.',
  ],
  [
    "apptenticate.token",
    "{ error: missing_file }",
    'outcome.error: apptenticate.token: "missing_file" is not known.',
  ],
  [
    "didit.face-match",
    "{ set: { face_match.scor: 3 } }",
    'outcome.set.face_match.scor: didit.face-match: "scor" is not known. Did you mean score?',
  ],
  [
    "didit.face-match",
    "{ set: { face_match.score: high } }",
    "outcome.set.face_match.score: didit.face-match: must be null or a whole number from 0 to 100",
  ],
  [
    "didit.face-match",
    "{ set: { liveness.score: 3 } }",
    'outcome.set.liveness.score: didit.face-match: "liveness" is not known.',
  ],
  [
    "didit.face-match",
    "{ set: { face_match.user_image.entities.first.age: 3 } }",
    '"first" is not known. Known: 0.',
  ],
])("%s cannot give %s", (operation, outcome, message) => {
  const lines = listProblems(`operation: ${operation}\noutcome: ${outcome}`);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^test\.yaml:2:\d+ /);
  expect(lines[0]).toContain(message);
});

test("each named operation must be able to give the outcome", () => {
  expect(listProblems("operation: [didit.face-match, apptenticate.liveness]\noutcome: { score: 3 }")).toEqual(
    ["test.yaml:2:19 outcome.score: apptenticate.liveness: has no score to force."],
  );
});

test("an outcome that no operation can give is refused without an operation, too", () => {
  expect(listProblems("outcome: { code: 706, score: 3 }")).not.toEqual([]);
});

test("Approved beside a warning that always declines is a contradiction", () => {
  expect(
    listProblems("operation: didit.face-match\noutcome: { warnings: [NO_FACE_DETECTED], status: Approved }"),
  ).toEqual([
    "test.yaml:2:50 outcome.status: didit.face-match: Approved contradicts NO_FACE_DETECTED, which always declines; allow_inconsistent: true permits it.",
  ]);
});

test("all problems of a file come at once, in its order", () => {
  const text = `scenarios:
  - id: first
    outcome: { error: forbiden }
  - id: second
    steps:
      - outcome: real
        delay: 3
      - outcme: real
`;
  expect(listProblems(text).map((line) => line.split(": ")[0])).toEqual([
    "test.yaml:3:23 scenarios[0].outcome.error",
    "test.yaml:7:16 scenarios[1].steps[0].delay",
    "test.yaml:8:9 scenarios[1].steps[1].outcme",
    "test.yaml:8:9 scenarios[1].steps[1]",
  ]);
});

test("a bad document does not hide the good one beside it", () => {
  const text = "outcome: Real\n---\nid: good\noutcome: real\n";
  const { drafts, problems } = parseScenarios("test.yaml", "test", text, createSpecs());
  expect(drafts.map(({ id }) => id)).toEqual(["good"]);
  expect(problems).toHaveLength(1);
});

test("statuses and warnings are those of the server's edition", () => {
  const specs = createSpecs({ didit: { contract: "2026-06" } });
  const text = "operation: didit.face-match\noutcome: { status: In Review }";
  expect(parseScenarios("test.yaml", "test", text, specs).problems).toHaveLength(1);
  expect(parseScenarios("test.yaml", "test", text, createSpecs()).problems).toEqual([]);
});
