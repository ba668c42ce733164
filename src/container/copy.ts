import { cpSync, mkdirSync, statSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";

/** Where files come from: a folder, and which of its files (relative paths) may be taken. */
export type CopySource = { readonly folder: string; readonly isIncluded: (path: string) => boolean };

/**
 * Carries out a COPY into `root`: folders are copied by their contents, several sources into a folder. `workdir` and the
 * target are paths inside the root. Throws when a source does not exist or is not part of the context.
 */
export function copyInto(
  root: string,
  workdir: string,
  { folder, isIncluded }: CopySource,
  sources: readonly string[],
  target: string,
): void {
  const place = join(root, posix.resolve(workdir, target));
  const isFolder = target.endsWith("/") || target === "." || sources.length > 1;
  for (const source of sources) {
    const relative = posix.relative("/", posix.resolve("/", source));
    const path = join(folder, relative);
    const isWhole = statSync(path).isDirectory();
    if (!isWhole && !isIncluded(relative)) throw new Error(`COPY ${source}: .dockerignore leaves it out.`);
    const copied = isWhole || !isFolder ? place : join(place, basename(path));
    mkdirSync(dirname(copied), { recursive: true });
    cpSync(path, copied, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => statIsFolder(file) || isIncluded(posix.relative(folder, file)),
    });
  }
}

function statIsFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
