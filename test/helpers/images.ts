import sharp from "sharp";

/** A small grey JPEG; what it shows does not matter to a fake engine. */
export async function createJpeg(widthPx = 64, heightPx = 64): Promise<Buffer> {
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: "#888" } })
    .jpeg()
    .toBuffer();
}
