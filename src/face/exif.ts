import type { ImageFormat } from "./format.ts";
import { listJpegSegments } from "./jpeg-segments.ts";
import { readTiffTag } from "./tiff-tag.ts";

/** EXIF orientation 1 to 8 of a picture of this format, from what stands before its pixels (in WebP after them); 1 where none can be read. */
export function readExifOrientation(bytes: Uint8Array, format: ImageFormat): number {
  const block = findExif(bytes, format);
  const orientation = block === undefined ? undefined : readTiffTag(block, 274);
  return orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : 1;
}

function findExif(bytes: Uint8Array, format: ImageFormat): Uint8Array | undefined {
  switch (format) {
    case "jpeg":
      return findInJpeg(bytes);
    case "png":
      return findInPng(bytes);
    case "webp":
      return findInWebp(bytes);
    case "tiff":
      return bytes;
    case "gif":
      return undefined;
  }
}

function findInJpeg(bytes: Uint8Array): Uint8Array | undefined {
  for (const { marker, body } of listJpegSegments(bytes)) {
    if (marker === 0xe1 && startsWithExif(body)) return body.subarray(exifPrefix.length);
  }
  return undefined;
}

function findInPng(bytes: Uint8Array): Uint8Array | undefined {
  const view = toView(bytes);
  for (let at = 8, left = maxChunks; left > 0 && at + 8 <= bytes.length; left--) {
    const name = readName(bytes, at + 4);
    if (name === "eXIf") return bytes.subarray(at + 8, at + 8 + view.getUint32(at));
    if (name === "IDAT") return undefined;
    at += 12 + view.getUint32(at);
  }
  return undefined;
}

function findInWebp(bytes: Uint8Array): Uint8Array | undefined {
  const view = toView(bytes);
  // Chunks have an even length; the first one tells whether one of them is EXIF.
  if (readName(bytes, 12) !== "VP8X" || ((bytes[20] ?? 0) & 8) === 0) return undefined;
  for (let at = 12, left = maxChunks; left > 0 && at + 8 <= bytes.length; left--) {
    const body = bytes.subarray(at + 8, at + 8 + view.getUint32(at + 4, true));
    // Some writers keep the prefix that only JPEG needs.
    if (readName(bytes, at) === "EXIF") return startsWithExif(body) ? body.subarray(exifPrefix.length) : body;
    at += 8 + 2 * Math.ceil(view.getUint32(at + 4, true) / 2);
  }
  return undefined;
}

// More frames than ordinary animations have; a file made of empty chunks must not cost seconds.
const maxChunks = 10_000;

const exifPrefix = "Exif\0\0";

function startsWithExif(bytes: Uint8Array): boolean {
  return [...exifPrefix].every((character, index) => bytes[index] === character.charCodeAt(0));
}

function readName(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function toView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
