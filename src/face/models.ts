import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** One weight file that the engine needs, as `models/manifest.json` lists it. */
export type ModelFile = {
  readonly name: string;
  readonly package: string;
  readonly version: string;
  readonly licence: string;
  /** Path inside the package. */
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
};

/** The networks that the manifest lists. */
export function loadManifest(): readonly ModelFile[] {
  // The same two steps lead from src/face and from dist/face to the root of the package.
  const manifest = new URL("../../models/manifest.json", import.meta.url);
  const { files }: { files: ModelFile[] } = JSON.parse(readFileSync(manifest, "utf8"));
  return files;
}

/** Folder of the installed face-api package. */
export function locateFaceApi(): string {
  const require = createRequire(import.meta.url);
  return dirname(require.resolve("@vladmandic/face-api/package.json"));
}

/** Throws an error that names the file when a weight file of the manifest is missing, truncated or changed. Reads 13 MB; about 20 ms. */
export function verifyModels(folder = locateFaceApi(), manifest = loadManifest()): void {
  for (const model of manifest) verifyModel(folder, model);
}

/** Folder of the installed weight files. */
export function locateWeights(): string {
  return join(locateFaceApi(), "model");
}

function verifyModel(folder: string, model: ModelFile): void {
  const path = join(folder, model.file);
  const fault = findFault(path, model);
  if (fault === undefined) return;
  throw new Error(
    `The weights of the ${model.name} network cannot be used: ${path} ${fault}. ` +
      `Install ${model.package}@${model.version} again.`,
  );
}

function findFault(path: string, model: ModelFile): string | undefined {
  const bytes = readOrUndefined(path);
  if (bytes === undefined) return "cannot be read";
  if (bytes.length !== model.bytes) return `has ${bytes.length} bytes instead of ${model.bytes}`;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return sha256 === model.sha256 ? undefined : `has SHA-256 ${sha256} instead of ${model.sha256}`;
}

function readOrUndefined(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
