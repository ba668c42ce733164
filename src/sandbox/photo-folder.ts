import { readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";

/** The directory of blocklisted photos cannot be read; the message names it. */
export class UnreadableBlocklistError extends Error {
  override readonly name = "UnreadableBlocklistError";
}

const extensions = new Set([".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff"]);

/** Photos below a directory; their names are paths relative to it. */
export type PhotoFolder = { readonly directory: string; readonly names: readonly string[] };

/** The photos below `directory` in the order of their names; those that begin with a dot are skipped. Throws {@link UnreadableBlocklistError}. */
export function listPhotos(directory: string): PhotoFolder {
  try {
    return { directory, names: listBelow(directory, "").sort() };
  } catch (error) {
    throw new UnreadableBlocklistError(
      `cannot read the blocklist in ${directory}: ${(error as Error).message}`,
    );
  }
}

function listBelow(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".")) return [];
    // Links to directories are not followed, since they can lead in circles.
    if (entry.isDirectory()) return listBelow(root, path);
    if (!extensions.has(extname(entry.name).toLowerCase())) return [];
    return statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ? [path] : [];
  });
}
