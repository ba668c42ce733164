import { expect, test } from "vitest";
import type { CalledFile } from "../../../src/scenarios/call.ts";
import { createCall, createCalledFile, listProblems, parseGood } from "../../helpers/scenarios.ts";

function toConditions(when: string) {
  const [scenario] = parseGood(`when: ${when}\noutcome: real`);
  return scenario?.conditions ?? expect.fail("no scenario");
}

function matches(when: string, ...files: readonly CalledFile[]): boolean {
  return toConditions(when).every(({ holds }) => holds(createCall({ files })));
}

/** Whether a selector under `file.user_image` selects a file that is changed so. */
function selects(selector: string, changes: Partial<CalledFile>): boolean {
  return matches(`{ file: { user_image: { ${selector} } } }`, createCalledFile(changes));
}

test.each([
  ["filename: a.jpg", "a.jpg", true],
  ["filename: A.jpg", "a.jpg", false],
  ["filename: a.jpg", "C:\\fakepath\\a.jpg", true],
  ["filename: a.jpg", "/data/user/0/cache/a.jpg", true],
  ["filename: a.jpg", "a.jpg/b.png", false],
  ["filename: '*cache*'", "/data/user/0/cache/a.jpg", true],
  ["filename: '*spoof*'", "my-spoof-1.jpg", true],
  ["filename: '*spoof*'", "/spoof/a.jpg", true],
  ["filename: /^img_\\d+/i", "IMG_1.jpg", true],
  ["filename: [a.jpg, b.jpg]", "b.jpg", true],
  ["filename: [a.jpg, b.jpg]", "c.jpg", false],
])("%s against the name %s is %s", (selector, filename, expected) => {
  expect(selects(selector, { filename })).toBe(expected);
});

const digest = `${"0123456789abcdef".repeat(3)}fedcba9876543210`;

test.each([
  [digest, true],
  [digest.toUpperCase(), true],
  ["0123*", true],
  ["'*3210'", true],
  ["/^0123.*3210$/", true],
  [`[${"f".repeat(64)}, ${digest}]`, true],
  [digest.slice(0, 63), false],
  ["f".repeat(64), false],
])("the sha256 %s is compared in either case: %s", (selector, expected) => {
  expect(selects(`sha256: ${selector}`, { sha256: () => digest })).toBe(expected);
});

// Hashes that differ from ffffffffffffffff in as many bits.
const distant: Record<number, string> = {
  0: "ffffffffffffffff",
  1: "fffffffffffffffe",
  6: "ffffffffffffff81",
  7: "ffffffffffffff80",
  32: "00000000ffffffff",
  64: "0000000000000000",
};

test.each([
  ["ffffffffffffffff", 0, true],
  ["FFFFFFFFFFFFFFFF", 0, true],
  ["ffffffffffffffff", 6, true],
  ["ffffffffffffffff", 7, false],
  ["{ like: ffffffffffffffff }", 6, true],
  ["{ like: ffffffffffffffff }", 7, false],
  ["{ like: ffffffffffffffff, distance: 0 }", 0, true],
  ["{ like: ffffffffffffffff, distance: 0 }", 1, false],
  ["{ like: ffffffffffffffff, distance: 7 }", 7, true],
  ["{ like: ffffffffffffffff, distance: 32 }", 32, true],
  ["{ like: ffffffffffffffff, distance: 31 }", 32, false],
  ["{ like: FFFFFFFFFFFFFFFF, distance: 64 }", 64, true],
])("the perceptual hash %s against one %i bits away is %s", (selector, distance, expected) => {
  expect(selects(`phash: ${selector}`, { perceptualHash: distant[distance] })).toBe(expected);
});

test("a picture without a perceptual hash is like no other", () => {
  expect(selects("phash: { like: ffffffffffffffff, distance: 64 }", {})).toBe(false);
});

test.each([
  ["format: jpeg", { format: "jpeg" }, true],
  ["format: [png, jpeg]", { format: "jpeg" }, true],
  ["format: png", { format: "jpeg" }, false],
  ["format: '*'", {}, false],
  ["size: 1000", { bytes: 1000 }, true],
  ["size: 1000", { bytes: 1001 }, false],
  ["size: '>=1000'", { bytes: 1000 }, true],
  ["size: '>1000'", { bytes: 1000 }, false],
  ["size: '<1000'", { bytes: 999 }, true],
  ["size: '<=1000'", { bytes: 1001 }, false],
  ["size: 10-20", { bytes: 20 }, true],
  ["size: 10-20", { bytes: 21 }, false],
  ["width: 640", { widthPx: 640 }, true],
  ["width: 640", { widthPx: 480, heightPx: 640 }, false],
  ["width: '>=1'", {}, false],
  ["height: 480..640", { heightPx: 480 }, true],
  ["height: 480..640", { widthPx: 480, heightPx: 641 }, false],
  ["height: '<1000'", {}, false],
  ["filename: selfie.jpg, size: 3, format: jpeg", { format: "jpeg" }, true],
  ["filename: selfie.jpg, size: 4, format: jpeg", { format: "jpeg" }, false],
])("%s against %j is %s", (selector, changes, expected) => {
  expect(selects(selector, changes)).toBe(expected);
});

test.each([
  ["format: jpeg, width: 1", true],
  ["format: jpeg, width: 2", false],
  ["format: png, width: 2", true],
  ["sha256: aa, width: 1", true],
  ["sha256: bb, width: 1", false],
  ["phash: ffffffffffffffff, width: 2", true],
  ["phash: ffffffffffffffff, width: 1", false],
])("any is one file that fulfils all of %s: %s", (selectors, expected) => {
  const one = createCalledFile({ format: "jpeg", widthPx: 1, sha256: () => "aa" });
  const other = createCalledFile({
    name: "ref_image",
    format: "png",
    widthPx: 2,
    sha256: () => "bb",
    perceptualHash: "ffffffffffffffff",
  });
  expect(matches(`{ file: { any: { ${selectors} } } }`, one, other)).toBe(expected);
});

test("a part that is no image of the operation is refused with those that are", () => {
  const when = "when: { file: { user_imag: { size: 3 } }, seen: { selfie: { faces: 1 } } }";
  expect(listProblems(`operation: didit.face-match\n${when}\noutcome: real`)).toEqual([
    'test.yaml:2:17 when.file.user_imag: "user_imag" is not known. Did you mean user_image?',
    'test.yaml:2:51 when.seen.selfie: "selfie" is not known. Known: any, user_image, ref_image.',
  ]);
});

test("what was wanted and what came is told in words for people", () => {
  const told = (when: string, changes: Partial<CalledFile>) => {
    const [condition] = toConditions(`{ file: { user_image: { ${when} } } }`);
    return [
      condition?.path,
      condition?.want,
      condition?.got(createCall({ files: [createCalledFile(changes)] })),
    ];
  };
  expect(told("phash: { like: ffffffffffffffff, distance: 3 }", { perceptualHash: distant[7] })).toEqual([
    "file.user_image.phash",
    "ffffffffffffffff (distance 3 at most)",
    "ffffffffffffff80 (distance 7 of 64)",
  ]);
  expect(told("size: '>=5'", {})).toEqual(["file.user_image.size", ">=5", "3"]);
  expect(told("width: 5", {})).toEqual(["file.user_image.width", "5", undefined]);
  expect(told("filename: a", {})).toEqual(["file.user_image.filename", '"a"', "selfie.jpg"]);
});

test("the digests that a scenario wants are known to who explains it", () => {
  expect(toConditions("{ file: { user_image: { sha256: [AA, bb] } } }")[0]?.exact).toEqual(["aa", "bb"]);
  expect(toConditions("{ file: { any: { sha256: AA } } }")[0]?.exact).toEqual(["aa"]);
  expect(toConditions("{ file: { user_image: { sha256: aa* } } }")[0]?.exact).toBeUndefined();
  expect(toConditions("{ file: { any: { sha256: aa, size: 3 } } }")[0]?.exact).toBeUndefined();
});
