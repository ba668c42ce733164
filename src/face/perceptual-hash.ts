import { decode } from "./decode.ts";
import { measureDifferenceHash } from "./difference-hash.ts";

/** Difference hash of the picture as seen upright, 16 lower-case hexadecimal digits; throws UnreadableImageError when the bytes cannot be decoded. */
export async function measurePerceptualHash(bytes: Uint8Array): Promise<string> {
  const { image } = await decode(bytes);
  return measureDifferenceHash(image);
}
