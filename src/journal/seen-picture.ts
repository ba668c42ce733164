import type { Face, FaceFacts } from "../face/facts.ts";

/** One face with everything but its descriptor, with rounded numbers. */
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

// More faces than this say nothing about why a check ended as it did.
const maxFaces = 8;

/** What is kept of a picture beside the journal. */
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
