import sharp from "sharp";
import { UnreadableImageError } from "./engine.ts";
import type { RgbImage } from "./facts.ts";
import { type ImageFormat, sniffFormat } from "./format.ts";

/** A decoded picture; `image` is the upright upload, scaled down when its long side is above 1920 px. */
export type DecodedImage = {
  readonly image: RgbImage;
  readonly uploadWidthPx: number;
  readonly uploadHeightPx: number;
};

/** Decodes JPEG, PNG, WebP, TIFF or GIF to upright, opaque 8-bit sRGB, the first frame only; throws {@link UnreadableImageError} for anything else. */
export async function decode(bytes: Uint8Array): Promise<DecodedImage> {
  const { source, widthPx, heightPx } = await open(bytes);
  const { data, info } = await readable(
    source
      .autoOrient()
      .flatten({ background: "#ffffff" })
      .resize({ width: maxLongSidePx, height: maxLongSidePx, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true }),
  );
  if (info.channels !== 3) throw new UnreadableImageError(`The picture has ${info.channels} channels.`);
  const image = { widthPx: info.width, heightPx: info.height, data };
  return { image, uploadWidthPx: widthPx, uploadHeightPx: heightPx };
}

/** Format and upright size from the header only; refuses what {@link decode} refuses, except damage behind the header. */
export async function probe(
  bytes: Uint8Array,
): Promise<{ readonly format: ImageFormat; readonly widthPx: number; readonly heightPx: number }> {
  const { format, widthPx, heightPx } = await open(bytes);
  return { format, widthPx, heightPx };
}

const maxLongSidePx = 1920;

// A 30,000 x 30,000 picture of one colour is a file of a few kilobytes and 2.7 GB of pixels.
const maxPixels = 100_000_000;

async function open(bytes: Uint8Array) {
  const format = sniffFormat(bytes);
  if (format === undefined) {
    throw new UnreadableImageError("The picture is not a JPEG, PNG, WebP, TIFF or GIF file.");
  }
  // "truncated" refuses files that end early or are damaged, but not the warnings of ordinary cameras.
  const source = sharp(bytes, { failOn: "truncated", limitInputPixels: maxPixels, pages: 1 });
  const metadata = await readable(source.metadata());
  if (metadata.format !== format) throw new UnreadableImageError(`The picture is no valid ${format} file.`);
  const { width: widthPx, height: heightPx } = metadata.autoOrient;
  return { source, format, widthPx, heightPx };
}

async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableImageError(`The picture cannot be decoded: ${reason}`, { cause });
  }
}
