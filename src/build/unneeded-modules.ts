/** Processors an image is built for, in Docker's words, and what Node calls them. */
export const imageArchitectures: Readonly<Record<string, string>> = { amd64: "x64", arm64: "arm64" };

/** What the server in an image runs with: glibc Linux on this processor (Node's word), and these files of face-api. */
export type ImageNeeds = { readonly cpu: string; readonly weights: readonly string[] };

// A licence stays whatever else goes.
const licence = /(^|\/)[^/]*(licen[cs]e|notice|copying|copyright)[^/]*$/i;
// Nothing runs from them: types, sources and what debuggers read.
const forDevelopers = /\.(map|[cm]?ts|tsbuildinfo)$/;

type Rule = { readonly folder: string; isNeeded(file: string, needs: ImageNeeds): boolean };

// Packages that ship much more than a server on one platform can load.
const rules: readonly Rule[] = [
  {
    folder: "onnxruntime-node/bin/",
    isNeeded: (file, { cpu }) => file.startsWith(`napi-v3/linux/${cpu}/`),
  },
  {
    // The fallback and `--engine onnx-wasm`; the other builds are for browsers.
    folder: "onnxruntime-web/dist/",
    isNeeded: (file) => /^(ort\.node\.min\.mjs|ort-wasm-simd-threaded\.(mjs|wasm))$/.test(file),
  },
  { folder: "onnxruntime-web/lib/", isNeeded: () => false },
  {
    // Only the weights: face-api's own code needs TensorFlow.js, which is not in an image.
    folder: "@vladmandic/face-api/",
    isNeeded: (file, { weights }) => file === "package.json" || weights.includes(file),
  },
  // npm installs them beside those for glibc, because the packages do not say which C library they want.
  { folder: "@libsql/", isNeeded: (file) => !/^[^/]*-musl[^/]*\//.test(file) },
];

/** Whether a file (path inside `node_modules`) is never read by the server in an image. */
export function isUnneeded(path: string, needs: ImageNeeds): boolean {
  if (licence.test(path)) return false;
  const rule = rules.find(({ folder }) => path.startsWith(folder));
  return (
    forDevelopers.test(path) || (rule !== undefined && !rule.isNeeded(path.slice(rule.folder.length), needs))
  );
}
