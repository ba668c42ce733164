import { createRequire } from "node:module";

/** Names what the facts depend on besides the runtime: our measures and the weights. */
export function loadMeasuresVersion(): string {
  const require = createRequire(import.meta.url);
  const versionOf = (manifest: string): string => require(manifest).version;
  return [
    // The same two steps lead from src/face and from dist/face to the root of the package.
    `stuntface ${versionOf("../../package.json")}`,
    `face-api ${versionOf("@vladmandic/face-api/package.json")}`,
  ].join(", ");
}
