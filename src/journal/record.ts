import type { Face, FaceFacts } from "../face/facts.ts";

/** One face as the journal keeps it: everything but the descriptor, with rounded numbers. */
export type SeenFace = Omit<Face, "descriptor" | "landmarks"> & {
  /** x and y of the 68 points, one after the other. */
  readonly landmarks: readonly number[];
};

/** One uploaded picture and what was found in it. Holds no pixels. */
export type SeenPicture = {
  readonly name: string;
  readonly filename: string;
  readonly bytes: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bestAngle: number;
  readonly faces: readonly SeenFace[];
};

/** One answered call. Holds no pixels and no keys. */
export type CallRecord = {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly outcome: "real" | "overlay" | "error";
  readonly scenario: string;
  readonly durationMs: number;
  /** Milliseconds by stage, in order. */
  readonly timings: Readonly<Record<string, number>>;
  readonly pictures: readonly SeenPicture[];
  /** Why the server itself failed; only with a 500. */
  readonly error?: string;
};

// More faces than this say nothing about why a check ended as it did.
const maxFaces = 8;

/** What the journal keeps of a picture. */
export function toSeenPicture(
  upload: { readonly name: string; readonly filename: string; readonly bytes: Uint8Array },
  { widthPx, heightPx, bestAngle, faces }: FaceFacts,
): SeenPicture {
  return {
    name: upload.name,
    filename: upload.filename.slice(-200),
    bytes: upload.bytes.length,
    widthPx,
    heightPx,
    bestAngle,
    faces: faces.slice(0, maxFaces).map(toSeenFace),
  };
}

function toSeenFace({ descriptor: _, landmarks, ...face }: Face): SeenFace {
  return roundNumbers({ ...face, landmarks: landmarks.flatMap(({ x, y }) => [x, y]) });
}

function roundNumbers<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, item: unknown) =>
      typeof item === "number" ? Math.round(item * 1000) / 1000 : item,
    ),
  );
}
