import type { BoundingBox, Detection, FaceDescription, RgbImage } from "./facts.ts";

/** How faces shall be looked for. */
export type DetectOptions = {
  /** Faces with this score or less are left out, 0..1. */
  readonly minScore: number;
  /** Side of the square that the detector looks at, a multiple of 32; 512 unless told. Runtimes with a fixed size ignore it. */
  readonly inputSizePx?: number;
};

/** One attempt to find faces. */
export type DetectionStage = DetectOptions & {
  /** Width of a black border put around the picture first, as a share of its long side. */
  readonly border: number;
  /** Boxes wider than this share of the long side are no faces; 1 drops none. */
  readonly maxWidth: number;
  /** The attempts end here when the widest face has at least this share of the long side. */
  readonly sufficientWidth: number;
};

/** One runtime's way to run the four networks. Everything above it is the same for all runtimes. */
export interface FaceNetworks {
  /** Runtime and networks with their versions. */
  readonly version: string;
  /** The attempts that suit this runtime, in order. */
  readonly stages: readonly DetectionStage[];
  /** Faces in the picture, in any order, boxes in its pixels. */
  detect(image: RgbImage, options: DetectOptions): Promise<Detection[]>;
  /**
   * Landmarks, age, gender and descriptor of one detected face. `area` (whole pixels) counts as the picture and is black
   * where it leaves the image; box and landmarks are measured from its corner. Unless told it is the whole image.
   */
  describe(image: RgbImage, detection: Detection, area?: BoundingBox): Promise<FaceDescription>;
  close(): Promise<void>;
}
