import { spawn } from "node:child_process";
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { listFiles } from "../build/list-files.ts";

/** Bytes of the files below a folder, and of the folder as registries keep a layer: a tar file, compressed by gzip. */
export type LayerSize = { readonly bytes: number; readonly compressedBytes: number };

/** Measures a folder; compresses as hard as builders do by default (level 6). */
export async function measureLayer(folder: string): Promise<LayerSize> {
  const bytes = listFiles(folder).reduce((sum, file) => sum + lstatSync(join(folder, file)).size, 0);
  const tar = spawn("tar", ["-C", folder, "--sort=name", "-c", "."], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let compressedBytes = 0;
  await pipeline(tar.stdout, createGzip({ level: 6 }), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) compressedBytes += chunk.length;
  });
  return { bytes, compressedBytes };
}
