// Build step of the image: takes out of installed packages what the server cannot need on the image's platform.
import { lstatSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadManifest } from "../face/models.ts";
import { listFiles } from "./list-files.ts";
import { imageArchitectures, isUnneeded } from "./unneeded-modules.ts";

const help = `Usage: node dist/build/prune-modules.js FOLDER --arch amd64|arm64

Removes from the node_modules FOLDER of an image what the server cannot need on Linux (glibc) with that processor:
binaries of other platforms, builds for browsers, demo photos, types and source maps. Licences stay.
Exit codes: 0 pruned, 2 could not.
`;

function prune(folder: string, arch: string): void {
  const cpu = imageArchitectures[arch];
  if (cpu === undefined)
    throw new Error(
      `--arch must be ${Object.keys(imageArchitectures).join(" or ")}, not ${JSON.stringify(arch)}`,
    );
  const weights = loadManifest().map(({ file }) => file);
  const files = listFiles(folder).map((path) => ({ path, bytes: lstatSync(join(folder, path)).size }));
  const unneeded = files.filter(({ path }) => isUnneeded(path, { cpu, weights }));
  for (const { path } of unneeded) rmSync(join(folder, path));
  removeEmptyFolders(folder);
  process.stdout.write(
    `prune-modules: ${toMegabytes(files)} MB in ${files.length} files, of which ${toMegabytes(unneeded)} MB in ${unneeded.length} are gone\n`,
  );
}

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    removeEmptyFolders(path);
    if (readdirSync(path).length === 0) rmdirSync(path);
  }
}

function toMegabytes(files: readonly { readonly bytes: number }[]): string {
  return (files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6).toFixed(1);
}

try {
  const { values, positionals } = parseArgs({
    options: { arch: { type: "string", default: "" }, help: { type: "boolean", short: "h", default: false } },
    allowPositionals: true,
  });
  const [folder] = positionals;
  if (values.help) process.stdout.write(help);
  else if (folder === undefined) throw new Error("which folder? See --help.");
  else prune(folder, values.arch);
} catch (error) {
  process.stderr.write(`prune-modules: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
