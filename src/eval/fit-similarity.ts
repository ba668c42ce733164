import type { SimilarityKnot } from "../face/comparison.ts";

/** A distance of two descriptors, and whether they belong to the same person. */
export type DistanceSample = { readonly distance: number; readonly isSame: boolean };

/** The falling logistic curve 1 / (1 + exp((distance - centre) / width)). */
export type LogisticFit = { readonly centre: number; readonly width: number };

// Similarities of the table between its ends; the vendor's classes end at 0.9, 0.7, 0.5 and 0.3.
const SIMILARITIES = [0.95, 0.9, 0.7, 0.5, 0.3, 0.1, 0.02];
/** Beyond what any two faces reach. */
const LARGEST_DISTANCE = 1.2;
const ROUNDING = 200;
/**
 * A match of different persons is the worse error, so a different pair weighs this many same pairs. With 1 the curve leaves 94.8 % of the
 * different demo faces below 0.3, with 3 a margin for persons whom the network tells apart less well.
 */
const DIFFERENT_WEIGHT = 3;

/**
 * Logistic regression of "same person" on the distance. The classes weigh 1 to 3, however many pairs there are, so that 0.5
 * means that a distance is three times as frequent among same as among different persons. The targets are those of Platt (1999), (n + 1) / (n + 2) and 1 / (n + 2),
 * which keep the curve from becoming a step where the classes do not overlap. Throws when a class is empty.
 */
export function fitLogistic(samples: readonly DistanceSample[]): LogisticFit {
  const same = samples.filter(({ isSame }) => isSame).length;
  const different = samples.length - same;
  if (same === 0 || different === 0)
    throw new RangeError("A fit needs pairs of the same person and pairs of different persons.");
  const rows = samples.map(({ distance, isSame }) => ({
    distance,
    target: isSame ? (same + 1) / (same + 2) : 1 / (different + 2),
    weight: isSame ? 1 / same : DIFFERENT_WEIGHT / different,
  }));
  const measureLoss = (fit: LogisticFit) =>
    rows.reduce((sum, row) => sum + row.weight * measureCrossEntropy(fit, row.distance, row.target), 0);

  // The loss has one minimum, so steps to the best neighbour that become finer lead to it.
  let best = { fit: { centre: 0.5, width: 0.1 }, loss: Number.POSITIVE_INFINITY };
  for (let step = 0.5; step > 1e-5; ) {
    const { centre, width } = best.fit;
    const next = [-step, 0, step]
      .flatMap((shift) => [1 - step, 1, 1 + step].map((f) => ({ centre: centre + shift, width: width * f })))
      .map((fit) => ({ fit, loss: measureLoss(fit) }))
      .reduce((a, b) => (b.loss < a.loss ? b : a));
    if (next.loss < best.loss) best = next;
    else step /= 2;
  }
  return best.fit;
}

/** The curve as a table of a few rows, distances rounded to 0.005, from similarity 1 at distance 0 to 0 at 1.2. */
export function toSimilarityTable({ centre, width }: LogisticFit): SimilarityKnot[] {
  const knots = SIMILARITIES.map((similarity) => ({
    distance: Math.round((centre - width * Math.log(similarity / (1 - similarity))) * ROUNDING) / ROUNDING,
    similarity,
  }));
  return [{ distance: 0, similarity: 1 }, ...knots, { distance: LARGEST_DISTANCE, similarity: 0 }];
}

/** The table as TypeScript, to be pasted into `src/face/comparison.ts`. */
export function renderSimilarityTable(table: readonly SimilarityKnot[]): string {
  const rows = table.map(
    ({ distance, similarity }) => `  { distance: ${distance}, similarity: ${similarity} },`,
  );
  return `export const SIMILARITY_TABLE: readonly SimilarityKnot[] = [\n${rows.join("\n")}\n];`;
}

function measureCrossEntropy({ centre, width }: LogisticFit, distance: number, target: number): number {
  const logit = (centre - distance) / width;
  // log(1 + exp(-logit)) without overflow.
  const softplus = Math.max(0, -logit) + Math.log1p(Math.exp(-Math.abs(logit)));
  return softplus + (1 - target) * logit;
}
