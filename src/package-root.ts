import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Path of a file of this package; the same from `src` and from `dist`. */
export function toPackagePath(relative: string): string {
  return fileURLToPath(new URL(`../${relative}`, import.meta.url));
}

/** Version of this package. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(toPackagePath("package.json"), "utf8")) as { version: string };
  return version;
}
