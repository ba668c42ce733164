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

/** Copies by which a perceptual hash is judged. */
export const PICTURE_CHANGES: Readonly<Record<string, Alteration>> = {
  "JPEG quality 60": (bytes) => open(bytes).jpeg({ quality: 60 }).toBuffer(),
  "JPEG quality 30": (bytes) => open(bytes).jpeg({ quality: 30 }).toBuffer(),
  "half the size": createShrink(2),
  "half the size, JPEG quality 60": async (bytes) =>
    open(await createShrink(2)(bytes))
      .jpeg({ quality: 60 })
      .toBuffer(),
  "quarter of the size": createShrink(4),
  PNG: (bytes) => open(bytes).png({ compressionLevel: 1 }).toBuffer(),
  "WebP quality 80": (bytes) => open(bytes).webp().toBuffer(),
  "blurred by a Gaussian of 2 px": toLossless((picture) => picture.blur(2)),
  "black and white": toLossless((picture) => picture.greyscale()),
  "brightness times 0.7": toLossless((picture) => picture.linear(0.7, 0)),
  "brightness times 1.2": toLossless((picture) => picture.linear(1.2, 0)),
  "1 % cut off each side": createCrop(0.01),
  "2.5 % cut off each side": createCrop(0.025),
  "5 % cut off each side": createCrop(0.05),
  "black border of 5 % on each side": createBorder(0.05),
  "turned by 5 degrees": toLossless((picture) => picture.rotate(5, { background: "#888" })),
  "turned by 90 degrees": toLossless((picture) => picture.rotate(90)),
  mirrored: toLossless((picture) => picture.flop()),
};

function createDegradation(
  name: string,
  strengths: readonly number[],
  create: (strength: number) => Alteration,
): Degradation {
  return { name, steps: strengths.map((strength) => ({ label: `${strength}`, alter: create(strength) })) };
}

function createShrink(factor: number): Alteration {
  return toLossless((picture, { width }) =>
    picture.resize({ width: Math.max(1, Math.round(width / factor)) }),
  );
}

function createCrop(share: number): Alteration {
  return toLossless((picture, { width, height }) => {
    const left = Math.round(width * share);
    const top = Math.round(height * share);
    return picture.extract({ left, top, width: width - 2 * left, height: height - 2 * top });
  });
}

function createBorder(share: number): Alteration {
  return toLossless((picture, { width, height }) => {
    const [x, y] = [Math.round(width * share), Math.round(height * share)];
    return picture.extend({ left: x, right: x, top: y, bottom: y, background: "#000" });
  });
}

type Size = { readonly width: number; readonly height: number };

function toLossless(change: (picture: Sharp, upright: Size) => Sharp): Alteration {
  return async (bytes) => {
    const { autoOrient } = await sharp(bytes, { pages: 1 }).metadata();
    return change(open(bytes), autoOrient).tiff({ compression: "none" }).toBuffer();
  };
}

function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { pages: 1 }).autoOrient().flatten({ background: "#ffffff" }).toColourspace("srgb");
}
