/** An enrolled face and its Euclidean distance from the probe. */
export type NearFace = { readonly id: string; readonly distance: number };

/** The nearest faces seen so far. */
export interface Nearest {
  /** A face farther than this no longer gets in. */
  readonly reach: number;
  /** Whether a face would get in. */
  takes(id: string, distance: number): boolean;
  add(id: string, distance: number): void;
  /** Nearest first, equally near ones in the order of their ids. */
  list(): readonly NearFace[];
}

/** Keeps at most `limit` faces at most `maxDistance` away. */
export function createNearest(limit: number, maxDistance: number): Nearest {
  const kept: NearFace[] = [];
  let farthest: NearFace | undefined;
  const trim = () => {
    kept.sort(compareFaces);
    if (kept.length < limit) return;
    kept.length = limit;
    farthest = kept.at(-1);
  };
  // With a large limit, sorting for each face would cost more than some faces too many.
  const most = limit + Math.floor(limit / 8);
  const takes = (id: string, distance: number) =>
    farthest ? isBefore(id, distance, farthest) : distance <= maxDistance;
  return {
    get reach() {
      return farthest?.distance ?? maxDistance;
    },
    takes,
    add(id, distance) {
      if (!takes(id, distance)) return;
      kept.push({ id, distance });
      if (kept.length > most) trim();
    },
    list() {
      trim();
      return kept;
    },
  };
}

function isBefore(id: string, distance: number, other: NearFace): boolean {
  return distance < other.distance || (distance === other.distance && id < other.id);
}

function compareFaces(a: NearFace, b: NearFace): number {
  return a.distance - b.distance || (a.id < b.id ? -1 : 1);
}
