import { measureHashDistance } from "../face/hash-distance.ts";
import { type Amount, toAmount } from "./amount.ts";
import type { Call, CalledFile } from "./call.ts";
import { describe, one } from "./condition-words.ts";
import { isSelected, toTextSelector, type WrittenSelector } from "./pattern.ts";
import type { Condition } from "./scenario.ts";
import type { WrittenWhen } from "./schema.ts";

/** How far two perceptual hashes of one picture may lie apart when nothing is said, in bits of 64. */
const standardHashDistance = 6;

type FileTest = Pick<Condition, "needs" | "want" | "exact"> & {
  readonly key: string;
  readonly holds: (file: CalledFile) => boolean;
  readonly got: (file: CalledFile) => string | undefined;
};

type FileSelectors = NonNullable<WrittenWhen["file"]>[string];
type SeenSelectors = NonNullable<WrittenWhen["seen"]>[string];

/** Conditions on the file called `part`, or on `any` file, as they stand under `file`. */
export function toFileConditions(part: string, written: FileSelectors): Condition[] {
  return toPartConditions("file", part, toFileTests(written));
}

/** Conditions on what is found in the file called `part`, or in `any`, as they stand under `seen`. */
export function toSeenConditions(part: string, written: SeenSelectors): Condition[] {
  return toPartConditions("seen", part, toSeenTests(written));
}

/** One file must pass all tests: for a named part each is a condition, for `any` they are one. */
function toPartConditions(kind: "file" | "seen", part: string, tests: readonly FileTest[]): Condition[] {
  const find = (call: Call) => call.files.filter(({ name }) => part === "any" || name === part);
  const toCondition = (group: readonly FileTest[]): Condition => {
    const [first] = group;
    const exact = group.length === 1 ? first?.exact : undefined;
    return {
      path: `${kind}.${part}${group.length === 1 ? `.${first?.key}` : ""}`,
      want: group.map(({ key, want }) => (group.length === 1 ? want : `${key} ${want}`)).join(", "),
      needs: [...new Set(group.flatMap(({ needs }) => needs))],
      weight: group.length,
      ...(exact ? { exact } : {}),
      holds: (call) => find(call).some((file) => group.every(({ holds }) => holds(file))),
      got: (call) =>
        find(call)
          .map((file) => first?.got(file))
          .find((text) => text !== undefined),
    };
  };
  if (tests.length === 0) return [];
  return part === "any" ? [toCondition(tests)] : tests.map((test) => toCondition([test]));
}

function toFileTests({ filename, sha256, phash, format, size, width, height }: FileSelectors): FileTest[] {
  return [
    ...one("filename", filename, (written) =>
      toTextTest("filename", written, (file) => toFileNames(file.filename)),
    ),
    ...one("format", format, (written) => toTextTest("format", written, (file) => [file.format])),
    ...one("size", size, (written) => toAmountTest("size", [], written, ({ bytes }) => bytes)),
    ...one("width", width, (written) => toAmountTest("width", [], written, ({ widthPx }) => widthPx)),
    ...one("height", height, (written) => toAmountTest("height", [], written, ({ heightPx }) => heightPx)),
    ...one("sha256", sha256, (written) =>
      toTextTest("sha256", lowerCase(written), (file) => [file.sha256()]),
    ),
    ...one("phash", phash, toHashTest),
  ];
}

function toSeenTests({ gender, ...amounts }: SeenSelectors): FileTest[] {
  const numbers = Object.entries(amounts).flatMap(([key, written]) =>
    one(key, written, (amount) =>
      toAmountTest(key, ["detection"], amount, ({ seen }) => seen?.[key as keyof typeof seen] as number),
    ),
  );
  const words = one("gender", gender, (written) => ({
    ...toTextTest("gender", written, ({ seen }) => [seen?.gender]),
    needs: ["detection"] as const,
  }));
  return [...numbers, ...words];
}

function toTextTest(
  key: string,
  written: WrittenSelector,
  read: (file: CalledFile) => readonly (string | undefined)[],
): FileTest {
  const selector = toTextSelector(written);
  const { want, needs, exact } = describe(selector, key);
  return {
    key,
    want,
    needs,
    ...(exact ? { exact } : {}),
    holds: (file) => read(file).some((value) => isSelected(selector, value)),
    got: (file) => read(file)[0],
  };
}

function toAmountTest(
  key: string,
  needs: Condition["needs"],
  written: string | number,
  read: (file: CalledFile) => number | undefined,
): FileTest {
  const amount: Amount = toAmount(written);
  return {
    key,
    want: amount.text,
    needs,
    holds: (file) => {
      const value = read(file);
      return value !== undefined && amount.holds(value);
    },
    got: (file) => read(file)?.toString(),
  };
}

function toHashTest(written: NonNullable<FileSelectors["phash"]>): FileTest {
  const { like, distance = standardHashDistance } = typeof written === "string" ? { like: written } : written;
  const wanted = like.toLowerCase();
  return {
    key: "phash",
    want: `${wanted} (distance ${distance} at most)`,
    needs: ["perceptual-hash"],
    holds: ({ perceptualHash }) =>
      perceptualHash !== undefined && measureHashDistance(perceptualHash, wanted) <= distance,
    got: ({ perceptualHash }) =>
      perceptualHash && `${perceptualHash} (distance ${measureHashDistance(perceptualHash, wanted)} of 64)`,
  };
}

/** The name as the client sent it, and its last part: browsers and phones send a path of their own before it. */
function toFileNames(filename: string): string[] {
  return [filename, filename.split(/[\\/]/).at(-1) ?? ""];
}

function lowerCase(written: WrittenSelector): WrittenSelector {
  const fold = (item: string | number | boolean) => {
    const text = String(item);
    return text.startsWith("/") ? text : text.toLowerCase();
  };
  return Array.isArray(written) ? written.map(fold) : fold(written as string | number | boolean);
}
