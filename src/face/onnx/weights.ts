import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A tensor of float32 values in row-major order. */
export type FloatTensor = { readonly shape: readonly number[]; readonly values: Float32Array };

/** The trained tensors of one network by name, in TensorFlow's layout; throws for a name that is not among them. */
export type Weights = (name: string) => FloatTensor;

type ManifestGroup = { readonly paths: readonly string[]; readonly weights: readonly ManifestWeight[] };

type ManifestWeight = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly quantization?: { readonly dtype: string; readonly scale: number; readonly min: number };
};

/**
 * Reads the weights of one network in the TensorFlow.js format: `<network>-weights_manifest.json` and the files that it
 * lists. Throws when a file is missing or its length does not fit the manifest.
 */
export async function loadWeights(folder: string, network: string): Promise<Weights> {
  const manifest = await readFile(join(folder, `${network}-weights_manifest.json`), "utf8");
  const groups: ManifestGroup[] = JSON.parse(manifest);
  const tensors = new Map<string, FloatTensor>();
  for (const group of groups) {
    const parts = await Promise.all(group.paths.map((path) => readFile(join(folder, path))));
    parseGroup(Buffer.concat(parts), group.weights, tensors);
  }
  return (name) => {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw new Error(`The network ${network} has no weights named ${name}.`);
    return tensor;
  };
}

function parseGroup(
  bytes: Buffer,
  weights: readonly ManifestWeight[],
  tensors: Map<string, FloatTensor>,
): void {
  let offset = 0;
  for (const weight of weights) {
    const length = weight.shape.reduce((product, side) => product * side, 1);
    const byteLength = weight.quantization === undefined ? length * 4 : length;
    const chunk = bytes.subarray(offset, offset + byteLength);
    if (chunk.length !== byteLength) throw new Error(`The weights end in the middle of ${weight.name}.`);
    tensors.set(weight.name, { shape: weight.shape, values: toFloats(chunk, weight) });
    offset += byteLength;
  }
  if (offset !== bytes.length)
    throw new Error(`${bytes.length - offset} bytes are left after the last weight.`);
}

function toFloats(chunk: Buffer, { name, quantization }: ManifestWeight): Float32Array {
  if (quantization === undefined) {
    // The chunk need not start at a multiple of four bytes, so it is copied before it is read as floats.
    return new Float32Array(new Uint8Array(chunk).buffer);
  }
  const { dtype, scale, min } = quantization;
  if (dtype !== "uint8") throw new Error(`The weights ${name} are quantised as ${dtype}, not as uint8.`);
  const values = new Float32Array(chunk.length);
  // Every byte stands for one of 256 values; looking them up is faster than computing millions of them.
  const levels = Float32Array.from({ length: 256 }, (_, byte) => byte * scale + min);
  for (let index = 0; index < values.length; index++) values[index] = levels[chunk[index] ?? 0] ?? 0;
  return values;
}
