import { type EngineName, loadNetworks } from "../../src/face/load-networks.ts";
import type { FaceNetworks } from "../../src/face/networks.ts";

/** The networks that this run of the tests is about; vitest.config.ts runs them on each runtime. */
export function loadTestNetworks(): Promise<FaceNetworks> {
  const engine = (process.env.STUNTFACE_TEST_ENGINE ?? "onnx") as EngineName;
  return loadNetworks({ engine, threads: 1 }, () => {});
}
