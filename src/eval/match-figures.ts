import { measureDistance, toSimilarity } from "../face/comparison.ts";
import type { AnalyzedPhotos } from "./analyze-photos.ts";
import type { LabelledPair } from "./labelled-pair.ts";
import { renderTable, toFixed, toPercent } from "./markdown.ts";
import { measureQuantile, measureShare } from "./rates.ts";

/** A labelled pair with the distance of the descriptors of the largest faces. */
export type ComparedPair = LabelledPair & { readonly distance: number };

/** Error rates 0..1 where a similarity 0..100 of `threshold` and more counts as match. */
export type MatchRates = { readonly threshold: number; readonly fmr: number; readonly fnmr: number };

/** How well same and different persons are told apart. */
export type MatchFigures = {
  readonly samePairs: number;
  readonly differentPairs: number;
  /** Pairs of which a picture shows no face or cannot be decoded; they count in no rate. */
  readonly uncomparedPairs: number;
  /** Rows of the tables that name missing files or no decision. */
  readonly unusableRows: number;
  readonly rates: readonly MatchRates[];
  readonly pairs: readonly ComparedPair[];
};

const THRESHOLDS = [30, 50, 70, 90];

/** Compares the largest faces of the labelled pairs. */
export function comparePairs(pairs: readonly LabelledPair[], { photos }: AnalyzedPhotos): ComparedPair[] {
  const descriptors = new Map(photos.map(({ path, faces }) => [path, faces[0]?.descriptor]));
  return pairs.flatMap((pair) => {
    const probe = descriptors.get(pair.probe);
    const reference = descriptors.get(pair.reference);
    return probe && reference ? [{ ...pair, distance: measureDistance(probe, reference) }] : [];
  });
}

/** FMR and FNMR of the pairs at similarities 30, 50, 70 and 90; NaN where there is no pair of the kind. */
export function measureMatchRates(
  pairs: readonly Pick<ComparedPair, "distance" | "isSame">[],
  toScore: (distance: number) => number = toSimilarity,
): MatchRates[] {
  const same = pairs.filter(({ isSame }) => isSame);
  const different = pairs.filter(({ isSame }) => !isSame);
  return THRESHOLDS.map((threshold) => {
    const matches = (pair: Pick<ComparedPair, "distance">) => 100 * toScore(pair.distance) >= threshold;
    return {
      threshold,
      fmr: measureShare(different, matches),
      fnmr: measureShare(same, (pair) => !matches(pair)),
    };
  });
}

/** Figures of the labelled pairs of a folder. */
export function measureMatch(
  pairs: readonly LabelledPair[],
  unusableRows: number,
  analyzed: AnalyzedPhotos,
): MatchFigures {
  const compared = comparePairs(pairs, analyzed);
  return {
    samePairs: compared.filter(({ isSame }) => isSame).length,
    differentPairs: compared.filter(({ isSame }) => !isSame).length,
    uncomparedPairs: pairs.length - compared.length,
    unusableRows,
    rates: measureMatchRates(compared),
    pairs: compared,
  };
}

/** The section on face match. */
export function renderMatch(figures: MatchFigures): string {
  const { samePairs, differentPairs, uncomparedPairs, unusableRows, rates, pairs } = figures;
  const notes = [
    ...(uncomparedPairs > 0
      ? [`${uncomparedPairs} pairs have a picture without a face and are left out.`]
      : []),
    ...(unusableRows > 0
      ? [`${unusableRows} rows of tables name missing files or a decision other than Yes and No.`]
      : []),
  ];
  if (pairs.length === 0)
    return [
      "## Face match",
      "No labelled pairs: FMR and FNMR need a table file_x,file_y,Decision or names like 007_B.jpg (see --help).",
      ...notes,
    ].join("\n\n");
  return [
    "## Face match",
    renderMatchRates(rates, samePairs, differentPairs),
    renderDistances(pairs),
    ...notes,
  ].join("\n\n");
}

/** Error rates as a table, with the number of pairs that each rests on. */
export function renderMatchRates(
  rates: readonly MatchRates[],
  samePairs: number,
  differentPairs: number,
): string {
  return renderTable(
    ["match from similarity", `FMR (${differentPairs} different pairs)`, `FNMR (${samePairs} same pairs)`],
    rates.map(({ threshold, fmr, fnmr }) => [`${threshold}`, toPercent(fmr), toPercent(fnmr)]),
  );
}

/** Distribution of the distances of same and different pairs as a table. */
export function renderDistances(pairs: readonly Pick<ComparedPair, "distance" | "isSame">[]): string {
  const shares = [0, 0.01, 0.05, 0.5, 0.95, 0.99, 1];
  const toRows = (name: string, isSame: boolean) => {
    const distances = pairs.filter((pair) => pair.isSame === isSame).map(({ distance }) => distance);
    if (distances.length === 0) return [];
    return [[name, ...shares.map((share) => toFixed(measureQuantile(distances, share), 3))]];
  };
  return renderTable(
    ["distance", "least", "1 %", "5 %", "median", "95 %", "99 %", "most"],
    [...toRows("same person", true), ...toRows("different persons", false)],
  );
}
