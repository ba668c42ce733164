import { imageSize } from "image-size";
import { type ImageFormat, sniffFormat } from "./format.ts";
/** temporary */
export function readPictureHeader(bytes: Uint8Array) {
  const format: ImageFormat | undefined = sniffFormat(bytes);
  if (!format) return undefined;
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    return orientation > 4
      ? { format, widthPx: height, heightPx: width }
      : { format, widthPx: width, heightPx: height };
  } catch {
    return undefined;
  }
}
