import type { Detection, FaceDescription, RgbImage } from "./facts.ts";

/** One runtime's way to run the four networks. Everything above it is the same for all runtimes. */
export interface FaceNetworks {
  /** Runtime and networks with their versions. */
  readonly version: string;
  /** Faces in the picture, in any order, boxes in its pixels. */
  detect(image: RgbImage, options: { readonly minScore: number }): Promise<Detection[]>;
  /** Landmarks, age, gender and descriptor of one detected face. */
  describe(image: RgbImage, detection: Detection): Promise<FaceDescription>;
  close(): Promise<void>;
}
