import { expect, test } from "vitest";
import type { Face, FaceFacts } from "../../../src/face/facts.ts";
import { type SeenMeasure, seenMeasures, toSeen } from "../../../src/scenarios/seen.ts";
import { createFace, createFacts } from "../../helpers/facts.ts";
import { createCall, createCalledFile, listProblems, parseGood } from "../../helpers/scenarios.ts";

/** Whether a selector under `seen.PART` selects pictures with these facts, user_image first; "unseen" stands for one that was not looked at. */
function selects(selector: string, facts: readonly (FaceFacts | "unseen")[], part = "user_image"): boolean {
  const [scenario] = parseGood(`when: { seen: { ${part}: { ${selector} } } }\noutcome: real`);
  const names = ["user_image", "ref_image"];
  const files = facts.map((item, index) =>
    createCalledFile({
      name: names[index] ?? "",
      ...(item === "unseen" ? {} : { seen: toSeen(item) }),
    }),
  );
  return (
    scenario?.conditions.every(({ holds }) => holds(createCall({ files }))) ?? expect.fail("no scenario")
  );
}

const pose = { yawDeg: -12.5, pitchDeg: 20, rollDeg: 3 };

/** Each measure with a face that has it, a condition that holds for it and one that does not. */
const measures: Record<SeenMeasure, [Partial<Face>, string, string]> = {
  age: [{ ageYears: 17.5 }, "'<18'", "'>=18'"],
  quality: [{ unifiedQualityScore: 42 }, "40-50", "50-100"],
  luminance: [{ luminance: 12 }, "'<=12'", "'<12'"],
  liveness: [{ bonaFideProbability: 0.12 }, "'12'", "0.12"],
  occlusion: [{ occlusionProbability: 0.9 }, "'>80'", "'<80'"],
  yaw: [{ pose }, "-12.5", "12.5"],
  pitch: [{ pose }, "10..20", "-20..10"],
  roll: [{ pose }, "3", "'>3'"],
  inter_pupil_distance: [{ interPupilDistancePx: 49 }, "'<50'", "'>=50'"],
  face_width: [{ box: { x: 0, y: 0, width: 100, height: 200 } }, "100", "200"],
  face_height: [{ box: { x: 0, y: 0, width: 100, height: 200 } }, "200", "100"],
};

test.each(seenMeasures)("%s of the largest face selects", (name) => {
  const [changes, right, wrong] = measures[name];
  const facts = createFacts({ faces: [createFace(changes), createFace()] });
  expect(selects(`${name}: ${right}`, [facts])).toBe(true);
  expect(selects(`${name}: ${wrong}`, [facts])).toBe(false);
  expect(selects(`${name}: -1000..100000`, [createFacts({ faces: [] })])).toBe(false);
});

const nobody = createFacts({ faces: [] });
const one = createFacts({ faces: [createFace({ gender: "male" })] });
const two = createFacts({ faces: [createFace({ gender: "female" }), createFace()], bestAngle: 90 });

test.each<[string, FaceFacts, boolean]>([
  ["faces: 0", nobody, true],
  ["faces: 0", one, false],
  ["faces: '>=2'", one, false],
  ["faces: '>=2'", two, true],
  ["gender: female", two, true],
  ["gender: female", one, false],
  ["gender: [female, male]", one, true],
  ["gender: '*'", nobody, false],
  ["best_angle: 90", two, true],
  ["best_angle: 0", two, false],
  ["best_angle: 90..270", one, false],
  ["best_angle: 0", nobody, true],
  ["faces: 2, gender: female, best_angle: 90", two, true],
  ["faces: 2, gender: male, best_angle: 90", two, false],
])("%s (%#)", (selector, facts, expected) => {
  expect(selects(selector, [facts])).toBe(expected);
});

test.each([
  ["faces: 2", "any", true],
  ["faces: 2", "ref_image", true],
  ["faces: 2", "user_image", false],
  ["faces: 2, gender: female", "any", true],
  ["faces: 1, gender: female", "any", false],
])("{ %s } in %s is %s where the reference shows two", (selector, part, expected) => {
  expect(selects(selector, [one, two], part)).toBe(expected);
});

test("a picture that was not looked at fulfils nothing", () => {
  for (const selector of ["faces: '>=0'", "faces: 0", "gender: '*'", "best_angle: 0", "age: '>=0'"])
    expect(selects(selector, ["unseen"])).toBe(false);
  expect(selects("faces: 2", ["unseen", two], "any")).toBe(true);
});

test("numbers are compared as they are shown, with two decimals", () => {
  const facts = createFacts({ faces: [createFace({ bonaFideProbability: 0.123456, ageYears: 22.159 })] });
  expect(toSeen(facts)).toMatchObject({ liveness: 12.35, age: 22.16 });
  expect(selects("liveness: 12.35, age: 22.16", [facts])).toBe(true);
});

test("a measure that does not exist is refused with the nearest one", () => {
  expect(listProblems("when: { seen: { any: { facess: 2 } } }\noutcome: real")).toEqual([
    "test.yaml:1:24 when.seen.any.facess: the key is not known. Did you mean faces?",
  ]);
});
