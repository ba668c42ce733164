import sharp from "sharp";
import { createPhotos } from "./photos.ts";

/** What a phone's photo weighs after an app has scaled it down for an upload. */
export const photoBytes = 150_000;

const photoCount = 8;

/** Pairs of different photos with one face each, every photo of about {@link photoBytes}. */
export async function createPhotoPairs(): Promise<(readonly [Uint8Array, Uint8Array])[]> {
  const originals = (await createPhotos(1)).slice(0, photoCount);
  const photos = await Promise.all(originals.map((photo) => encodeToSize(photo, photoBytes)));
  return photos.flatMap((probe, index) => {
    const reference = photos[index + 1];
    return index % 2 === 0 && reference ? [[probe, reference] as const] : [];
  });
}

/** The picture as the JPEG whose size is nearest to `bytes`. */
export async function encodeToSize(picture: Uint8Array, bytes: number): Promise<Buffer> {
  const encode = (quality: number) => sharp(picture).jpeg({ quality }).toBuffer();
  // The size grows with the quality, so the steps to either side of the wanted size are found by halving.
  let low = 1;
  let high = 100;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((await encode(middle)).length <= bytes) low = middle;
    else high = middle;
  }
  const [under, over] = await Promise.all([encode(low), encode(high)]);
  return bytes - under.length <= over.length - bytes ? under : over;
}
