import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { measureDistance } from "../face/comparison.ts";
import type { FaceEngine } from "../face/engine.ts";
import type { BoundingBox, Face } from "../face/facts.ts";
import { ORDINARY_CHANGES } from "./alterations.ts";
import type { DistanceSample } from "./fit-similarity.ts";
import type { Progress } from "./progress.ts";

/** Distances between the faces of face-api's demo photos, all of different persons, and between each of them and its changed copies. */
export type DemoDistances = {
  readonly different: readonly DistanceSample[];
  readonly copies: readonly (DistanceSample & { readonly change: string })[];
  /** Copies in which no face is found. */
  readonly lostCopies: number;
};

const PHOTOS = [1, 2, 3, 4, 5, 6];
// Each side gets this share of the box, so that a crop looks like a selfie.
const MARGIN = 0.4;

/** Crops the faces of the six demo photos that face-api's package carries, changes and compares them. */
export async function measureDemoFaces(engine: FaceEngine, progress: Progress): Promise<DemoDistances> {
  const crops = await loadCrops(engine);
  const faces: { readonly crop: Buffer; readonly descriptor: Float32Array }[] = [];
  for (const crop of crops) {
    const face = await findMainFace(engine, crop);
    if (face) faces.push({ crop, descriptor: face.descriptor });
  }
  const copies: DemoDistances["copies"][number][] = [];
  let lostCopies = 0;
  for (const [index, { crop, descriptor }] of faces.entries()) {
    progress("demo faces changed and compared", index + 1, faces.length);
    for (const [change, alter] of Object.entries(ORDINARY_CHANGES)) {
      const copy = await findMainFace(engine, await alter(crop));
      if (copy) copies.push({ change, distance: measureDistance(descriptor, copy.descriptor), isSame: true });
      else lostCopies += 1;
    }
  }
  const different = faces.flatMap((a, index) =>
    faces
      .slice(index + 1)
      .map((b) => ({ distance: measureDistance(a.descriptor, b.descriptor), isSame: false })),
  );
  return { different, copies, lostCopies };
}

async function loadCrops(engine: FaceEngine): Promise<Buffer[]> {
  const folder = dirname(createRequire(import.meta.url).resolve("@vladmandic/face-api/package.json"));
  const crops: Buffer[] = [];
  for (const number of PHOTOS) {
    const photo = await readFile(join(folder, "demo", `sample${number}.jpg`));
    const { faces } = await engine.analyze(photo, { rotate: false });
    for (const { box } of faces) crops.push(await createCrop(photo, box));
  }
  return crops;
}

async function createCrop(photo: Buffer, box: BoundingBox): Promise<Buffer> {
  const { width, height } = await sharp(photo).metadata();
  const left = Math.max(0, Math.round(box.x - MARGIN * box.width));
  const top = Math.max(0, Math.round(box.y - MARGIN * box.height));
  const right = Math.min(width, Math.round(box.x + (1 + MARGIN) * box.width));
  const bottom = Math.min(height, Math.round(box.y + (1 + MARGIN) * box.height));
  return sharp(photo)
    .extract({ left, top, width: right - left, height: bottom - top })
    .png()
    .toBuffer();
}

async function findMainFace(engine: FaceEngine, picture: Buffer): Promise<Face | undefined> {
  return (await engine.analyze(picture, { rotate: false })).faces[0];
}
