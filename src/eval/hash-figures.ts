import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UnreadableImageError } from "../face/engine.ts";
import { measureHashDistance } from "../face/hash-distance.ts";
import { measurePerceptualHash } from "../face/perceptual-hash.ts";
import { type Alteration, PICTURE_CHANGES } from "./alterations.ts";
import { renderTable, toFixed, toNameList, toPercent } from "./markdown.ts";
import type { Progress } from "./progress.ts";
import { measureQuantile, measureShare } from "./rates.ts";

/** Two files and the bits, 0 to 64, in which their perceptual hashes differ. */
export type HashedPair = { readonly probe: string; readonly reference: string; readonly distance: number };

/** How far perceptual hashes are apart. */
export type HashFigures = {
  readonly photos: number;
  /** For each change the distance of the copy, photo by photo. */
  readonly changes: readonly { readonly change: string; readonly distances: readonly number[] }[];
  /** Every file with every other. */
  readonly pairs: readonly HashedPair[];
};

const CLOSE_DISTANCE = 10;

/** Hashes the pictures and their changed copies; what cannot be decoded is left out. */
export async function measureHashes(
  folder: string,
  paths: readonly string[],
  progress: Progress,
): Promise<HashFigures> {
  const photos: HashedPhoto[] = [];
  for (const [index, path] of paths.entries()) {
    progress("photos changed and hashed", index + 1, paths.length);
    const photo = await hashPhoto(folder, path);
    if (photo) photos.push(photo);
  }
  const changes = Object.keys(PICTURE_CHANGES).map((change, index) => ({
    change,
    distances: photos.map(({ distances }) => distances[index] ?? Number.NaN),
  }));
  return { photos: photos.length, changes, pairs: comparePhotos(photos) };
}

type HashedPhoto = { readonly path: string; readonly hash: string; readonly distances: readonly number[] };

async function hashPhoto(folder: string, path: string): Promise<HashedPhoto | undefined> {
  const bytes = await readFile(join(folder, path));
  try {
    const hash = await measurePerceptualHash(bytes);
    const toDistance = async (alter: Alteration) =>
      measureHashDistance(hash, await measurePerceptualHash(await alter(bytes)));
    const distances = [];
    for (const alter of Object.values(PICTURE_CHANGES)) distances.push(await toDistance(alter));
    return { path, hash, distances };
  } catch (error) {
    if (error instanceof UnreadableImageError) return undefined;
    throw error;
  }
}

function comparePhotos(photos: readonly HashedPhoto[]): HashedPair[] {
  return photos.flatMap((probe, index) =>
    photos.slice(index + 1).map((reference) => ({
      probe: probe.path,
      reference: reference.path,
      distance: measureHashDistance(probe.hash, reference.hash),
    })),
  );
}

/** The section on perceptual hashes. */
export function renderHash({ photos, changes, pairs }: HashFigures): string {
  const table = renderTable(
    ["bits of 64 that change", "unchanged", "up to 3", "up to 6", "median", "95 %", "most"],
    changes.map(({ change, distances }) => [
      change,
      ...[0, 3, 6].map((most) => toPercent(measureShare(distances, (distance) => distance <= most))),
      ...[0.5, 0.95, 1].map((share) => toFixed(measureQuantile(distances, share), 0)),
    ]),
  );
  const distances = pairs.map(({ distance }) => distance);
  const quantiles = [0, 0.01, 0.05, 0.5].map((share) => toFixed(measureQuantile(distances, share), 0));
  const close = pairs.filter(({ distance }) => distance <= CLOSE_DISTANCE);
  const names = close.map(({ probe, reference, distance }) => `${probe} and ${reference} (${distance})`);
  return [
    "## Perceptual hash",
    `${photos} photos.`,
    table,
    `Distances of the ${pairs.length} pairs of different files: least, 1 %, 5 % and median ${quantiles.join(", ")}.`,
    ...(close.length > 0
      ? [`At ${CLOSE_DISTANCE} bits or less, ${close.length} pairs: ${toNameList(names)}.`]
      : []),
  ].join("\n\n");
}
