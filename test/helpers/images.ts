import sharp from "sharp";

/** A small grey JPEG; what it shows does not matter to a fake engine. */
export async function createJpeg(widthPx = 64, heightPx = 64): Promise<Buffer> {
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: "#888" } })
    .jpeg()
    .toBuffer();
}

/** Bytes that begin as a JPEG of this size does and are otherwise the text: the same on every machine. */
export function createJpegHeader(text: string, widthPx = 1080, heightPx = 1440): Buffer {
  const frame = Buffer.from("ffd8ffc0001108000000000301220002110103110101", "hex");
  frame.writeUInt16BE(heightPx, 7);
  frame.writeUInt16BE(widthPx, 9);
  return Buffer.concat([frame, Buffer.from(text)]);
}
