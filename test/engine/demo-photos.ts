import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import sharp from "sharp";
import type { RgbImage } from "../../src/face/facts.ts";

/** The six photographs of groups, 22 faces in all, that face-api's package carries. */
export async function loadDemoPhotos(): Promise<RgbImage[]> {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve("@vladmandic/face-api/package.json")), "demo");
  return Promise.all([1, 2, 3, 4, 5, 6].map((number) => loadPhoto(join(folder, `sample${number}.jpg`))));
}

async function loadPhoto(path: string): Promise<RgbImage> {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, data };
}
