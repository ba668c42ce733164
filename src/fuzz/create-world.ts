import sharp from "sharp";
import { createPhotos } from "../bench/photos.ts";
import { createBombs } from "./bombs.ts";
import { createFormCalls } from "./calls.ts";
import { createOddSizes, createPictures } from "./pictures.ts";
import type { World } from "./world.ts";

/** The valid calls that everything begins with. */
export async function createCalls(): Promise<Pick<World, "calls" | "faces">> {
  const [first, second] = await createPhotos(1, 2);
  if (!first || !second) throw new Error("There are no photos to mutate.");
  // Small enough that ten thousand of them are sent in a minute, large enough for a face to be found.
  const shrink = (photo: Uint8Array) => sharp(photo).resize(480).jpeg({ quality: 80 }).toBuffer();
  const blank = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#888" } })
    .jpeg()
    .toBuffer();
  const faces = { faces: [await shrink(first), await shrink(second)], blank } as const;
  return { faces, calls: createFormCalls(faces) };
}

/** What the cases of a seed are made from: pictures only where `hasPictures`. */
export async function createWorld(seed: string, hasPictures: boolean): Promise<World> {
  const { calls, faces } = await createCalls();
  if (!hasPictures) return { seed, calls, faces, pictures: [], oddSizes: [], bombs: [] };
  return {
    seed,
    calls,
    faces,
    pictures: await createPictures(faces.faces[0]),
    oddSizes: await createOddSizes(),
    bombs: createBombs(),
  };
}
