import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type FaceEngine, UnreadableImageError } from "../face/engine.ts";
import type { Face } from "../face/facts.ts";
import { type PhotoLabel, parsePhotoLabel } from "./photo-label.ts";
import type { Progress } from "./progress.ts";

/** A picture with its label and its faces, the largest first. */
export type AnalyzedPhoto = {
  readonly path: string;
  readonly label: PhotoLabel;
  readonly faces: readonly Face[];
};

/** What the engine found in a folder, and the pictures that it could not decode. */
export type AnalyzedPhotos = {
  readonly photos: readonly AnalyzedPhoto[];
  readonly unreadable: readonly string[];
};

/** Runs the engine over pictures as they are on the disk, one after the other. */
export async function analyzePhotos(
  engine: FaceEngine,
  folder: string,
  paths: readonly string[],
  progress: Progress,
): Promise<AnalyzedPhotos> {
  const photos: AnalyzedPhoto[] = [];
  const unreadable: string[] = [];
  for (const [index, path] of paths.entries()) {
    progress("photos analysed", index + 1, paths.length);
    try {
      const { faces } = await engine.analyze(await readFile(join(folder, path)), { rotate: false });
      photos.push({ path, label: parsePhotoLabel(path), faces });
    } catch (error) {
      if (!(error instanceof UnreadableImageError)) throw error;
      unreadable.push(path);
    }
  }
  return { photos, unreadable };
}
