import { type SimilarityKnot, toSimilarity } from "../face/comparison.ts";
import type { FaceEngine } from "../face/engine.ts";
import { UsageError } from "../usage.ts";
import { analyzePhotos } from "./analyze-photos.ts";
import { type DemoDistances, measureDemoFaces } from "./demo-faces.ts";
import {
  type DistanceSample,
  fitLogistic,
  type LogisticFit,
  renderSimilarityTable,
  toSimilarityTable,
} from "./fit-similarity.ts";
import type { PhotoFolder } from "./load-folder.ts";
import { renderTable, toFixed, toPercent } from "./markdown.ts";
import { comparePairs, measureMatchRates, renderDistances, renderMatchRates } from "./match-figures.ts";
import type { Progress } from "./progress.ts";
import { measureQuantile, measureShare } from "./rates.ts";

/** A fitted table, the curve behind it and the distances that it rests on. */
export type FitReport = {
  readonly fit: LogisticFit;
  readonly table: readonly SimilarityKnot[];
  readonly labelled: readonly DistanceSample[];
  readonly demo: DemoDistances;
};

/**
 * Fits the table of similarities to the labelled pairs of the folder and the pairs of demo faces; the changed copies only
 * check it, because they are too easy to stand for two photos of a person. Throws {@link UsageError} when the folder has no same pair.
 */
export async function createFitReport(
  engine: FaceEngine,
  { folder, photos, pairs }: PhotoFolder,
  progress: Progress,
): Promise<FitReport> {
  const needed = new Set(pairs.flatMap(({ probe, reference }) => [probe, reference]));
  const paths = photos.filter((path) => needed.has(path));
  const labelled = comparePairs(pairs, await analyzePhotos(engine, folder, paths, progress));
  if (!labelled.some(({ isSame }) => isSame))
    throw new UsageError(
      `${folder} has no labelled pair of the same person. --fit needs a table file_x,file_y,Decision or names like 007_B.jpg.`,
    );
  const demo = await measureDemoFaces(engine, progress);
  const fit = fitLogistic([...labelled, ...demo.different]);
  return { fit, table: toSimilarityTable(fit), labelled, demo };
}

/** The report as Markdown, with the table ready to be pasted. */
export function renderFitReport({ fit, table, labelled, demo }: FitReport): string {
  const toScore = (distance: number) => toSimilarity(distance, table);
  const same = labelled.filter(({ isSame }) => isSame).length;
  const rates = renderMatchRates(measureMatchRates(labelled, toScore), same, labelled.length - same);
  const low = measureShare(demo.different, ({ distance }) => toScore(distance) < 0.3);
  const changes = [...new Set(demo.copies.map(({ change }) => change))];
  const copies = renderTable(
    ["changed copies of demo faces", "number", "median distance", "most", "similarity from 70"],
    changes.map((name) => {
      const distances = demo.copies.filter(({ change }) => change === name).map(({ distance }) => distance);
      const alike = measureShare(distances, (distance) => toScore(distance) >= 0.7);
      const [median, most] = [measureQuantile(distances, 0.5), measureQuantile(distances, 1)];
      return [name, `${distances.length}`, toFixed(median, 3), toFixed(most, 3), toPercent(alike)];
    }),
  );
  return [
    `Logistic curve with centre ${toFixed(fit.centre, 4)} and width ${toFixed(fit.width, 4)}; for src/face/comparison.ts:`,
    `\`\`\`ts\n${renderSimilarityTable(table)}\n\`\`\``,
    "Labelled pairs of the folder under this table:",
    rates,
    renderDistances(labelled),
    `Different demo faces: ${demo.different.length} pairs, ${toPercent(low)} below similarity 30.`,
    renderDistances(demo.different),
    copies,
    ...(demo.lostCopies > 0 ? [`In ${demo.lostCopies} copies no face is found.`] : []),
  ].join("\n\n");
}
