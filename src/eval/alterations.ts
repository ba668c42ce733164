import sharp, { type Sharp } from "sharp";

/** Changes a picture; the result is a file that the engine can decode. */
export type Alteration = (bytes: Uint8Array) => Promise<Buffer>;

/** Copies of a picture that are worse from step to step. */
export type Degradation = {
  readonly name: string;
  readonly steps: readonly { readonly label: string; readonly alter: Alteration }[];
};

/** Gaussian blur, less light, fewer pixels and more JPEG, each in steps from mild to gross. */
export const DEGRADATIONS: readonly Degradation[] = [
  createDegradation("blurred by a Gaussian of px", [1, 2, 4, 8], (sigma) => toLossless((p) => p.blur(sigma))),
  createDegradation("darkened, multiplied by", [0.7, 0.5, 0.3, 0.15], (factor) =>
    toLossless((picture) => picture.linear(factor, 0)),
  ),
  createDegradation("shrunk to 1 /", [2, 4, 8], createShrink),
  createDegradation(
    "recompressed, JPEG quality",
    [60, 30, 15, 8],
    (quality) => (bytes) => open(bytes).jpeg({ quality }).toBuffer(),
  ),
];

/** Ordinary changes that leave a person the same. */
export const ORDINARY_CHANGES: Readonly<Record<string, Alteration>> = {
  brighter: toLossless((picture) => picture.linear(1.3, 0)),
  darker: toLossless((picture) => picture.linear(0.7, 0)),
  "160 px wide": toLossless((picture) => picture.resize({ width: 160 })),
  recompressed: (bytes) => open(bytes).jpeg({ quality: 25 }).toBuffer(),
  blurred: toLossless((picture) => picture.blur(1.5)),
  mirrored: toLossless((picture) => picture.flop()),
  "turned by 8 degrees": toLossless((picture) => picture.rotate(8, { background: "#888" })),
  "turned by -8 degrees": toLossless((picture) => picture.rotate(-8, { background: "#888" })),
};

function createDegradation(
  name: string,
  strengths: readonly number[],
  create: (strength: number) => Alteration,
): Degradation {
  return { name, steps: strengths.map((strength) => ({ label: `${strength}`, alter: create(strength) })) };
}

function createShrink(factor: number): Alteration {
  return async (bytes) => {
    const { autoOrient } = await sharp(bytes, { pages: 1 }).metadata();
    const width = Math.max(1, Math.round(autoOrient.width / factor));
    return toLossless((picture) => picture.resize({ width }))(bytes);
  };
}

function toLossless(change: (picture: Sharp) => Sharp): Alteration {
  return async (bytes) => change(open(bytes)).tiff({ compression: "none" }).toBuffer();
}

function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { pages: 1 }).autoOrient().flatten({ background: "#ffffff" }).toColourspace("srgb");
}
