/** A row of the table that turns distances into similarities 0..1. */
export type SimilarityKnot = { readonly distance: number; readonly similarity: number };

/**
 * Similarity of descriptor distances, linear between the rows. Remade by `npm run eval -- DIR --fit`; docs/engine.md names
 * the photos, the method and the error rates.
 */
export const SIMILARITY_TABLE: readonly SimilarityKnot[] = [
  { distance: 0, similarity: 1 },
  { distance: 0.455, similarity: 0.95 },
  { distance: 0.475, similarity: 0.9 },
  { distance: 0.515, similarity: 0.7 },
  { distance: 0.54, similarity: 0.5 },
  { distance: 0.565, similarity: 0.3 },
  { distance: 0.6, similarity: 0.1 },
  { distance: 0.65, similarity: 0.02 },
  { distance: 1.2, similarity: 0 },
];

/** Euclidean distance of two descriptors; 0 for the same one, larger for less alike faces. Throws when their lengths differ. */
export function measureDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`Descriptors of ${a.length} and ${b.length} values.`);
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += ((a[index] ?? 0) - (b[index] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

/** Similarity 0..1 of a descriptor distance: piecewise linear over a table with rising distances, never rising. */
export function toSimilarity(distance: number, table: readonly SimilarityKnot[] = SIMILARITY_TABLE): number {
  const above = table.findIndex((knot) => distance < knot.distance);
  const [upper, lower] = [table[above], table[above - 1]];
  if (upper === undefined) return 0;
  if (lower === undefined) return 1;
  const share = (distance - lower.distance) / (upper.distance - lower.distance);
  return lower.similarity + share * (upper.similarity - lower.similarity);
}

/** The largest distance whose similarity is still at least `similarity` (0..1], found by halving to within 1e-9. */
export function toMaxDistance(similarity: number): number {
  let [near, far] = [0, 2];
  while (far - near > 1e-9) {
    const middle = (near + far) / 2;
    if (toSimilarity(middle) >= similarity) near = middle;
    else far = middle;
  }
  return near;
}
