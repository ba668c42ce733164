import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { UsageError } from "../usage.ts";
import { createPersonPairs, type LabelledPair, mergePairs, parsePairTable } from "./labelled-pair.ts";

/** Pictures and labelled pairs below a folder, by sorted paths with slashes that count from the folder. */
export type PhotoFolder = {
  readonly folder: string;
  readonly photos: readonly string[];
  readonly pairs: readonly LabelledPair[];
  /** Rows of the tables of pairs that name missing files or no decision. */
  readonly unusableRows: number;
};

/** Lists the folder and those below it, hidden ones left out; throws {@link UsageError} when there is no picture. */
export async function loadFolder(folder: string): Promise<PhotoFolder> {
  const files = await listFiles(folder);
  const photos = files.filter((path) => /\.(?:jpe?g|png|webp|tiff?|gif)$/i.test(path));
  if (photos.length === 0)
    throw new UsageError(`there is no picture (JPEG, PNG, WebP, TIFF, GIF) in ${folder} or below it.`);
  const known = new Set(photos);
  const tables = [];
  for (const path of files.filter((name) => /\.csv$/i.test(name))) {
    const table = parsePairTable(path, await readFile(join(folder, path), "utf8"), known);
    if (table !== undefined) tables.push(table);
  }
  const labelled = tables.flatMap((table) => table.pairs);
  return {
    folder,
    photos,
    pairs: mergePairs([...labelled, ...createPersonPairs(photos)]),
    unusableRows: tables.reduce((sum, table) => sum + table.unusableRows, 0),
  };
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .filter((path) => !path.split("/").some((part) => part.startsWith(".") || part === "node_modules"))
      .sort();
  } catch (error) {
    const reason = { ENOENT: "does not exist", ENOTDIR: "is no folder", EACCES: "may not be read" }[
      (error as NodeJS.ErrnoException).code ?? ""
    ];
    throw reason === undefined ? error : new UsageError(`${folder} ${reason}. Name a folder with pictures.`);
  }
}
