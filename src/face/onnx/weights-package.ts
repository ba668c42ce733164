import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { loadWeights, type Weights } from "./weights.ts";

/** The package whose trained weights the networks use, with its licence file beside them. */
const packageName = "@vladmandic/face-api";

/** Where the installed weights lie and which edition they are. */
export type WeightsPackage = {
  /** Package and version. */
  readonly version: string;
  /** Reads the weights of one network, named as its files are without their endings. */
  load(network: string): Promise<Weights>;
};

/** Finds the installed package of weights; throws when it is not installed. */
export function loadWeightsPackage(): WeightsPackage {
  const require = createRequire(import.meta.url);
  const manifestPath = require.resolve(`${packageName}/package.json`);
  const { version }: { version: string } = require(manifestPath);
  const folder = join(dirname(manifestPath), "model");
  return { version: `${packageName} ${version}`, load: (network) => loadWeights(folder, network) };
}
