/** A part of a JPEG file: the second byte of its marker, and what follows the two bytes of its length. */
export type JpegSegment = { readonly marker: number; readonly body: Uint8Array };

/** Complete segments of a JPEG file in their order, up to the frame header or the first scan; none for other bytes. */
export function* listJpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  let at = 2;
  let left = maxSegments;
  while (left > 0 && at + 3 < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    // Decoders skip bytes that stand between segments, too.
    if (bytes[at] !== 0xff || marker === 0 || marker === 0xff) {
      at += 1;
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      // These markers stand alone.
      at += 2;
    } else {
      const end = at + 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
      if (end < at + 4 || end > bytes.length || marker === startOfScan || marker === endOfImage) return;
      yield { marker, body: bytes.subarray(at + 4, end) };
      if (isFrameHeader(marker)) return;
      at = end;
      left -= 1;
    }
  }
}

/** Whether the segment of this marker holds precision, height and width. */
export function isFrameHeader(marker: number): boolean {
  // In the middle of the numbers of frame headers lie those of Huffman tables, extensions and arithmetic conditioning.
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

// Profiles and depth maps of many megabytes stay far below; a file made of empty segments must not cost seconds.
const maxSegments = 10_000;

const endOfImage = 0xd9;
const startOfScan = 0xda;
