import { createRequire } from "node:module";
import sharp from "sharp";

/** Names everything that the facts depend on: our measures, and the packages that decode pictures and run the networks. */
export function loadEngineVersion(): string {
  const require = createRequire(import.meta.url);
  const versionOf = (manifest: string): string => require(manifest).version;
  return [
    // The same two steps lead from src/face and from dist/face to the root of the package.
    `stuntface ${versionOf("../../package.json")}`,
    `face-api ${versionOf("@vladmandic/face-api/package.json")}`,
    `tfjs ${versionOf("@tensorflow/tfjs/package.json")}`,
    `libvips ${sharp.versions.vips}`,
  ].join(", ");
}
