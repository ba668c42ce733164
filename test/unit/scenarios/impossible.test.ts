import { expect, test } from "vitest";
import { checkOutcome } from "../../../src/scenarios/outcome.ts";
import { parseScenarios } from "../../../src/scenarios/parse.ts";
import { listProblems, parseGood } from "../../helpers/scenarios.ts";
import { createSpecs, findSpec } from "../../helpers/specs.ts";

function expectProblem(text: string, problem: string): void {
  expect(listProblems(text)).toEqual([expect.stringContaining(problem)]);
}

test.each([
  [
    "a score where no face is",
    "didit.passive-liveness",
    "{ warnings: [NO_FACE_DETECTED], score: 12 }",
    "contradicts NO_FACE_DETECTED: without a face there is no score",
  ],
  [
    "a score without a reference face",
    "didit.face-match",
    "{ warnings: [NO_REFERENCE_IMAGE], score: 12 }",
    "contradicts NO_REFERENCE_IMAGE",
  ],
  ["a code of another vendor", "didit.passive-liveness", "{ code: 706 }", "has no codes."],
  [
    "Approved beside a warning that always declines",
    "didit.passive-liveness",
    "{ warnings: [NO_FACE_DETECTED], status: Approved }",
    "Approved contradicts NO_FACE_DETECTED",
  ],
  [
    "Approved beside a code",
    "apptenticate.liveness",
    "{ code: 706, status: Approved }",
    "Approved contradicts the code 706",
  ],
  [
    "an error of another operation",
    "didit.face-match",
    "{ error: token_expired }",
    '"token_expired" is not known.',
  ],
  [
    "a warning where there are none",
    "apptenticate.liveness",
    "{ warnings: [NO_FACE_DETECTED] }",
    "has no warnings to force.",
  ],
  [
    "a warning named twice",
    "didit.face-match",
    "{ warnings: [NO_FACE_DETECTED, NO_FACE_DETECTED] }",
    "names one twice.",
  ],
  ["a status where there is none", "apptenticate.token", "{ status: Approved }", "has no status to force."],
  ["nothing at all", "didit.face-match", "{}", "is empty; write real for an unchanged answer."],
])("%s is refused", (_, operation, outcome, problem) => {
  expectProblem(`operation: ${operation}\noutcome: ${outcome}`, problem);
});

test.each([
  "operation: didit.passive-liveness\noutcome: { warnings: [NO_FACE_DETECTED], score: 12 }",
  "operation: didit.passive-liveness\noutcome: { warnings: [NO_FACE_DETECTED], status: Approved }",
  "operation: apptenticate.liveness\noutcome: { code: 706, status: Approved }",
])("%j is permitted by allow_inconsistent", (text) => {
  expect(parseGood(`allow_inconsistent: true\n${text}`)).toHaveLength(1);
});

test("allow_inconsistent does not permit what an operation does not have", () => {
  expectProblem(
    "operation: didit.face-match\nallow_inconsistent: true\noutcome: { code: 706 }",
    "has no codes.",
  );
});

test("steps of which no operation can give all are refused", () => {
  expectProblem(
    "steps: [{ outcome: { code: 706 } }, { outcome: { score: 3 } }]",
    "test.yaml:1:1 no operation can give the outcomes of all steps.",
  );
});

test("a scenario for any operation leaves out those that it would contradict", () => {
  const liveness = findSpec(createSpecs(), "didit.passive-liveness");
  const tolerant = { ...liveness, id: "tolerant", decliningWarnings: [] };
  const text = "outcome: { warnings: [NO_FACE_DETECTED], status: Approved }";
  const { drafts, problems } = parseScenarios("test.yaml", "test", text, [liveness, tolerant]);
  expect([problems, drafts.map(({ operations }) => operations)]).toEqual([[], [["tolerant"]]]);
});

test("a forced outcome without contradiction is possible", () => {
  const spec = findSpec(createSpecs(), "didit.passive-liveness");
  const overlay = { warnings: ["LOW_LIVENESS_SCORE"], score: 12, status: "Declined" };
  expect(checkOutcome({ kind: "overlay", overlay }, spec, false)).toEqual([]);
});

test.each([
  ["when: { call: 5-2 }", "test.yaml:1:15 when.call: 5-2 is empty: 5 is more than 2."],
  ["expect: { calls: 5-2 }", "test.yaml:1:18 expect.calls: 5-2 is empty: 5 is more than 2."],
  ["when: { file: { any: { size: 5-2 } } }", "1:30 when.file.any.size: 5-2 is empty"],
  ["when: { seen: { any: { yaw: -3..-10 } } }", "1:29 when.seen.any.yaw: -3..-10 is empty"],
  ["delay: 3601s", "test.yaml:1:8 delay: must be an hour at most."],
  ["delay: { uniform: [1s, 2h] }", "delay.uniform[1]: must be a time such as 800ms or 2s"],
  ["delay: { uniform: [2s, 1s] }", "delay: uniform must name the shorter time first."],
  ["delay: { uniform: [1s] }", "delay.uniform: must have 2 entries, not 1."],
  ["delay: { lognormal: { median: 3601s, sigma: 1 } }", "delay: must be an hour at most."],
  ["delay: { lognormal: { median: 1s, sigma: 6 } }", "sigma: must be a number from 0 to 5, not 6."],
  ["when: { not: {} }", "1:14 when.not: is empty, so that it would never hold."],
  ["chance: 1.5", "chance: must be a number from 0 to 1, not 1.5."],
  ["times: 1.5", "times: must be a whole number of 1 or more, not 1.5."],
  ["id: a/b", "must be up to 100 letters, digits, dots, dashes and underscores"],
  ["precedence: .nan", "precedence: must be a number, not null."],
])("%s is refused", (text, problem) => {
  expectProblem(`${text}\noutcome: real`, problem);
});

test("a long text where a number stands is refused at once", { timeout: 60_000 }, () => {
  expectProblem(`when: { call: "${" ".repeat(500_000)}" }\noutcome: real`, "when.call: must be a number");
});

test.each([
  [
    "{ status: 200, headers: { x-a: 'b\\nset-cookie: c' } }".replace(/'/g, '"'),
    "http.headers.x-a: Invalid character",
  ],
  ["{ status: 200, headers: { x-a: 信 } }", "http.headers.x-a: Invalid character"],
  ['{ status: 200, headers: { "x a": b } }', "http.headers.x a: Header name must be a valid HTTP token"],
  ['{ status: 200, headers: { "x\\na": b } }', "Header name must be a valid HTTP token"],
  ["{ status: 200, headers: { Transfer-Encoding: chunked } }", "Transfer-Encoding: is the server's to set."],
  ["{ status: 199 }", "http.status: must be a whole number from 200 to 599, not 199."],
  ["{ status: 600 }", "http.status: must be a whole number from 200 to 599, not 600."],
  ["{ body: x }", "http: the key status is missing."],
])("the own answer %s is refused", (http, problem) => {
  expectProblem(`outcome: { http: ${http} }`, problem);
});

test.each([
  ["before_auth", "vendor_data"],
  ["before_auth", "image"],
])("stage %s cannot count by %s, which is not known then", (stage, by) => {
  expectProblem(
    `stage: ${stage}\ncount_per: ${by}\noutcome: real`,
    `count_per: is not known at stage ${stage}.`,
  );
});
