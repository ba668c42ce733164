/** Labels of an answered call. */
export type CallLabels = {
  readonly operation: string;
  readonly outcome: string;
  readonly status: string;
};

/** Every set of labels is a series that the server and its scraper hold for ever. */
const maxSets = 200;
const maxSetsByOperation = 150;
const other = "other";

/**
 * Makes a function that returns the labels to count a call under: its own at first, later ones of the operation `other`, and at
 * last `other` in all three, so that there are never more than 200 different sets.
 */
export function createLabelBound(): (labels: CallLabels) => CallLabels {
  const known = new Set<string>();
  return (labels) => {
    const tries = [
      { candidate: labels, maxKnown: maxSetsByOperation },
      { candidate: { ...labels, operation: other }, maxKnown: maxSets - 1 },
    ];
    for (const { candidate, maxKnown } of tries) {
      const key = JSON.stringify([candidate.operation, candidate.outcome, candidate.status]);
      if (!known.has(key) && known.size >= maxKnown) continue;
      known.add(key);
      return candidate;
    }
    return { operation: other, outcome: other, status: other };
  };
}
