import { basename, dirname, join } from "node:path/posix";
import { parsePersonLabel } from "./photo-label.ts";

/** Two pictures, by their paths below the folder, and whether they show the same person. */
export type LabelledPair = { readonly probe: string; readonly reference: string; readonly isSame: boolean };

/** Pairs whose files exist, and how many rows of the table were of no use. */
export type PairTable = { readonly pairs: readonly LabelledPair[]; readonly unusableRows: number };

const decisions = new Map([
  ["yes", true],
  ["no", false],
]);

/**
 * Pairs of a table `path` whose header begins with `file_x,file_y,Decision`; undefined for a table with another header. File names count from
 * the folder of the table, and where that leads nowhere by their last part. Rows with missing files are left out.
 */
export function parsePairTable(
  path: string,
  text: string,
  photos: ReadonlySet<string>,
): PairTable | undefined {
  const [header = "", ...rows] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (!/^\s*file_x\s*,\s*file_y\s*,\s*decision\s*(?:,|$)/i.test(header)) return undefined;
  const locate = (file: string) =>
    [join(dirname(path), file), join(dirname(path), basename(file))].find((candidate) =>
      photos.has(candidate),
    );
  const pairs: LabelledPair[] = [];
  let unusableRows = 0;
  for (const row of rows.filter((line) => line.trim() !== "")) {
    const [fileX = "", fileY = "", decision = ""] = row.split(",").map((cell) => cell.trim());
    const [probe, reference] = [locate(fileX), locate(fileY)];
    const isSame = decisions.get(decision.toLowerCase());
    if (probe === undefined || reference === undefined || isSame === undefined) unusableRows += 1;
    else pairs.push({ probe, reference, isSame });
  }
  return { pairs, unusableRows };
}

/** All pairs of the pictures of one folder whose names tell the person (`007_B.jpg`). */
export function createPersonPairs(paths: readonly string[]): LabelledPair[] {
  const persons = paths.flatMap((path) => {
    const person = parsePersonLabel(path);
    return person === undefined ? [] : [{ path, person }];
  });
  return persons.flatMap((probe, index) =>
    persons
      .slice(index + 1)
      .filter((reference) => dirname(reference.path) === dirname(probe.path))
      .map((reference) => ({
        probe: probe.path,
        reference: reference.path,
        isSame: probe.person === reference.person,
      })),
  );
}

/** The pairs without repetitions in either order; pairs that are labelled both ways are left out. */
export function mergePairs(pairs: readonly LabelledPair[]): LabelledPair[] {
  const known = new Map<string, LabelledPair | undefined>();
  for (const pair of pairs) {
    const key = [pair.probe, pair.reference].sort().join("\n");
    const earlier = known.get(key);
    if (!known.has(key)) known.set(key, pair);
    else if (earlier?.isSame !== pair.isSame) known.set(key, undefined);
  }
  return [...known.values()].filter((pair) => pair !== undefined);
}
