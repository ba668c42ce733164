import type { BoundingBox, RgbImage } from "../face/facts.ts";
import type { FaceNetworks } from "../face/networks.ts";

/** The networks that are timed one by one; the number is the side of the detector's input. */
export const networkNames = ["detector512", "detector320", "landmarks", "ageGender", "descriptor"] as const;

/** A network, or the detector at one of its input sizes. */
export type NetworkName = (typeof networkNames)[number];

/** One photo with what each network looks at in it. */
export type Subject = {
  readonly image: RgbImage;
  readonly crops: Readonly<Record<NetworkName, BoundingBox>>;
};

/** Runs one network on pixels, cutting and resizing included. */
export type RunNetwork = (image: RgbImage, crop: BoundingBox) => Promise<unknown>;

/** One runtime with its networks one by one (those that it has), and as the engine uses them. */
export type NetworkSet = {
  readonly single: Readonly<Partial<Record<NetworkName, RunNetwork>>>;
  readonly whole: FaceNetworks;
};
