import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const folder = dirname(createRequire(import.meta.url).resolve("@vladmandic/face-api/package.json"));

/** Bytes of `sample<number>.jpg`, a group photo of 1920 px width that comes with face-api; 1 to 6. */
export function loadDemoPhoto(number: number): Promise<Buffer> {
  return readFile(join(folder, "demo", `sample${number}.jpg`));
}
