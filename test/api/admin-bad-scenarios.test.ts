import { expect, test } from "vitest";
import { createAdminApp, expectRefused, type RefusedCase } from "../helpers/admin.ts";

const bigText = "x".repeat(2 * 1024 * 1024 + 1);

const cases: readonly RefusedCase[] = [
  ["POST /__admin/scenarios", "", 400, "the body holds no scenario."],
  ["POST /__admin/scenarios", "id: a/b\noutcome: real", 400, "body:1:5 id: must be up to 100 letters"],
  [
    "POST /__admin/scenarios",
    "outcome: { error: forbiden }",
    400,
    'body:1:19 outcome.error: "forbiden" is not known. Did you mean forbidden?',
  ],
  ["POST /__admin/scenarios", "a: [", 400, "body:1:5 "],
  [
    "POST /__admin/scenarios",
    "id: own\noutcome: real",
    409,
    "own exists in space default; replace it with PUT /__admin/scenarios/own.",
  ],
  [
    "POST /__admin/scenarios",
    "scenarios:\n  - { id: new, outcome: real }\n  - { id: new, outcome: real }",
    400,
    "the id new stands twice in the body.",
  ],
  [
    "POST /__admin/scenarios",
    "scenarios:\n  - { id: new, outcome: real }\n  - { id: own, outcome: real }",
    409,
    "own exists in space default",
  ],
  ["POST /__admin/scenarios", "x".repeat(1024 * 1024 + 1), 400, "body:1:1 has 1048577 characters; "],
  ["POST /__admin/scenarios", bigText, 413, "the body is larger than 2097152 bytes."],
  ["PUT /__admin/scenarios/a%2Fb", "outcome: real", 400, '"a/b" is no id: letters, digits'],
  [
    "PUT /__admin/scenarios/a",
    "id: b\noutcome: real",
    400,
    "the path names a, the body b; leave the id out of one of them.",
  ],
  [
    "PUT /__admin/scenarios/a",
    "scenarios:\n  - outcome: real\n  - outcome: real",
    400,
    "the body must hold one scenario.",
  ],
  [
    "PUT /__admin/scenarios/own",
    "outcome: { score: 101 }",
    400,
    "body:1:19 outcome.score: must be a number from 0 to 100, not 101.",
  ],
  ["DELETE /__admin/scenarios/nobody", undefined, 404, "there is no scenario nobody in space default."],
  [
    "DELETE /__admin/scenarios/aprove",
    undefined,
    404,
    "there is no scenario aprove in space default. Did you mean approve?",
  ],
  ["DELETE /__admin/scenarios/approve", undefined, 409, "approve comes from the file "],
  ["POST /__admin/arm", "id: x\noutcome: real", 400, "a one-shot has no id of its own."],
  [
    "POST /__admin/arm",
    "operation: didit.face-mach\noutcome: real",
    400,
    'body:1:12 operation: "didit.face-mach" is not known. Did you mean didit.face-match?',
  ],
  [
    "GET /__admin/scenarios/low-livenes-score",
    undefined,
    404,
    "there is no scenario low-livenes-score in space default. Did you mean low-liveness-score?",
  ],
];

test.each(cases.map((item, index) => [index, item[0], item] as const))(
  "bad scenario %i: %s says what is wrong and changes nothing",
  async (_index, _route, item) => expectRefused(item),
);

test("all problems of a scenario come at once, each with its place", async () => {
  const { ask } = await createAdminApp();
  const { body } = await ask("POST /__admin/scenarios", "ide: x\nwhen: { cal: 1 }\noutcome: { scor: 3 }");
  expect(body.problems.map(({ line, path }: { line: number; path: string }) => `${line} ${path}`)).toEqual([
    "1 ide",
    "2 when.cal",
    "3 outcome.scor",
  ]);
  expect(body.error.split("\n")).toHaveLength(3);
});
