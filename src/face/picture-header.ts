import { imageSize } from "image-size";
import { readExifOrientation } from "./exif.ts";
import { type ImageFormat, sniffFormat } from "./format.ts";
import { isFrameHeader, listJpegSegments } from "./jpeg-segments.ts";
import { readTiffTag } from "./tiff-tag.ts";

/** What a picture says of itself; the size is that of the upright picture. */
export type PictureHeader = {
  readonly format: ImageFormat;
  readonly widthPx: number;
  readonly heightPx: number;
};

/**
 * Format and upright size from the header, without looking at a pixel; undefined when the bytes are no JPEG, PNG, WebP,
 * TIFF or GIF with a size. It never throws, and a header does not promise that the picture can be decoded.
 */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const format = sniffFormat(bytes);
  if (format === undefined) return undefined;
  const { width = 0, height = 0 } = readStoredSize(bytes, format);
  if (width < 1 || height < 1) return undefined;
  const isOnItsSide = readExifOrientation(bytes, format) >= 5;
  return { format, widthPx: isOnItsSide ? height : width, heightPx: isOnItsSide ? width : height };
}

type StoredSize = { readonly width?: number | undefined; readonly height?: number | undefined };

function readStoredSize(bytes: Uint8Array, format: ImageFormat): StoredSize {
  // Not left to the library: damaged JPEG files cost it 130 ns a byte, and it takes the pixels of a TIFF file for tags.
  if (format === "jpeg") return readFrameSize(bytes);
  if (format === "tiff") return { width: readTiffTag(bytes, 256), height: readTiffTag(bytes, 257) };
  try {
    // A copy, because the library reads beyond the end of a view.
    return imageSize(new Uint8Array(bytes.subarray(0, longestHeaderBytes)));
  } catch {
    return {};
  }
}

// The others have their size in the first 34 bytes; Apple's variety of PNG has it last.
const longestHeaderBytes = 64;

function readFrameSize(bytes: Uint8Array): StoredSize {
  for (const { marker, body } of listJpegSegments(bytes)) {
    if (!isFrameHeader(marker) || body.length < 5) continue;
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    return { height: view.getUint16(1), width: view.getUint16(3) };
  }
  return {};
}
