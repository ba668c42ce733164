import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { decode, probe } from "../../../src/face/decode.ts";

const orange = { r: 200, g: 100, b: 50 };

/** 60 x 40 pixels of one colour. */
const plain = () => sharp({ create: { width: 60, height: 40, channels: 3, background: orange } });
const transparent = (alpha: number) =>
  sharp({ create: { width: 60, height: 40, channels: 4, background: { ...orange, alpha } } });
const grey = () => plain().toColourspace("b-w");
const frames = async () =>
  sharp([await plain().png().toBuffer(), await plain().negate().png().toBuffer()], {
    join: { animated: true },
  });

const cases: readonly (readonly [string, () => Promise<Sharp>, readonly number[]])[] = [
  ["a JPEG", async () => plain().jpeg(), [200, 100, 50]],
  ["a progressive JPEG", async () => plain().jpeg({ progressive: true }), [200, 100, 50]],
  ["a PNG", async () => plain().png(), [200, 100, 50]],
  ["a palette PNG", async () => plain().png({ palette: true }), [200, 100, 50]],
  ["a WebP", async () => plain().webp(), [200, 100, 50]],
  ["a TIFF", async () => plain().tiff(), [200, 100, 50]],
  ["a GIF", async () => plain().gif(), [200, 100, 50]],
  ["a grey JPEG", async () => grey().jpeg(), [128, 128, 128]],
  ["a grey PNG", async () => grey().png(), [128, 128, 128]],
  ["a 16-bit PNG", async () => plain().toColourspace("rgb16").png(), [200, 100, 50]],
  ["a 16-bit grey PNG", async () => plain().toColourspace("grey16").png(), [128, 128, 128]],
  ["a CMYK JPEG", async () => plain().toColourspace("cmyk").jpeg(), [200, 95, 30]],
  [
    "a CMYK JPEG with a profile",
    async () => plain().toColourspace("cmyk").withIccProfile("cmyk").jpeg(),
    [200, 95, 30],
  ],
  ["a CMYK TIFF", async () => plain().toColourspace("cmyk").tiff(), [200, 95, 30]],
  ["an opaque PNG with alpha", async () => transparent(1).png(), [200, 100, 50]],
  ["a half transparent PNG", async () => transparent(0.5).png(), [228, 178, 153]],
  ["a transparent WebP", async () => transparent(0).webp(), [255, 255, 255]],
  ["a transparent 16-bit PNG", async () => transparent(0).toColourspace("rgb16").png(), [255, 255, 255]],
  ["an animated WebP", async () => (await frames()).webp(), [200, 100, 50]],
  ["an animated GIF", async () => (await frames()).gif(), [200, 100, 50]],
  ["a TIFF of two pages", async () => (await frames()).tiff(), [200, 100, 50]],
];

test.each(cases)("%s becomes opaque 8-bit sRGB", async (_name, createPicture, colour) => {
  const bytes = await (await createPicture()).toBuffer();
  const { image, uploadWidthPx, uploadHeightPx } = await decode(bytes);
  expect(image).toMatchObject({ widthPx: 60, heightPx: 40 });
  expect({ uploadWidthPx, uploadHeightPx }).toEqual({ uploadWidthPx: 60, uploadHeightPx: 40 });
  expect(image.data).toHaveLength(60 * 40 * 3);
  for (const [channel, value] of colour.entries()) {
    expect(Math.abs((image.data[channel] ?? 0) - value)).toBeLessThanOrEqual(12);
  }
});

// What a camera that writes the orientation has done to the upright picture before it stored it.
const storing: readonly (readonly [
  number,
  readonly ("flop" | "flip" | "clockwise" | "counterclockwise")[],
])[] = [
  [1, []],
  [2, ["flop"]],
  [3, ["flop", "flip"]],
  [4, ["flip"]],
  [5, ["clockwise", "flop"]],
  [6, ["counterclockwise"]],
  [7, ["counterclockwise", "flop"]],
  [8, ["clockwise"]],
];

test.each(storing)("EXIF orientation %i is applied", async (orientation, steps) => {
  const corners = await createCorners();
  let stored = corners;
  for (const step of steps) stored = await turn(stored, step);
  const tagged = await sharp(stored).withMetadata({ orientation }).png().toBuffer();
  const { image, uploadWidthPx, uploadHeightPx } = await decode(tagged);
  expect([uploadWidthPx, uploadHeightPx]).toEqual([60, 40]);
  const upright = await sharp(corners).removeAlpha().raw().toBuffer();
  expect(upright.equals(image.data)).toBe(true);
  expect(await probe(tagged)).toEqual({ format: "png", widthPx: 60, heightPx: 40 });
});

test("a long side above 1920 px is scaled down and the upload's size is kept", async () => {
  const bytes = await plain().resize(4000, 3000).jpeg().toBuffer();
  const { image, uploadWidthPx, uploadHeightPx } = await decode(bytes);
  expect(image).toMatchObject({ widthPx: 1920, heightPx: 1440 });
  expect([uploadWidthPx, uploadHeightPx]).toEqual([4000, 3000]);
  expect(await probe(bytes)).toEqual({ format: "jpeg", widthPx: 4000, heightPx: 3000 });
});

/** 60 x 40 pixels with four different corners. */
function createCorners(): Promise<Buffer> {
  const corner = (background: string, left: number, top: number) => ({
    input: { create: { width: 30, height: 20, channels: 3 as const, background } },
    left,
    top,
  });
  return plain()
    .composite([corner("#f00", 0, 0), corner("#0f0", 30, 0), corner("#00f", 0, 20)])
    .png()
    .toBuffer();
}

function turn(bytes: Buffer, step: "flop" | "flip" | "clockwise" | "counterclockwise"): Promise<Buffer> {
  const picture = sharp(bytes);
  switch (step) {
    case "flop":
      return picture.flop().png().toBuffer();
    case "flip":
      return picture.flip().png().toBuffer();
    case "clockwise":
      return picture.rotate(90).png().toBuffer();
    case "counterclockwise":
      return picture.rotate(270).png().toBuffer();
  }
}
