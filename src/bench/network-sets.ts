import type { NetworkSet } from "./network-subject.ts";
import { loadOnnxNetworkSet } from "./onnx-networks.ts";
import { type RuntimeName, runtimeNames, runtimeTitles } from "./runtimes.ts";
import { loadTfjsNetworkSet } from "./tfjs-networks.ts";

/** The runtimes that are installed here, and a sentence for each one that is not. */
export type NetworkSets = {
  readonly sets: ReadonlyMap<RuntimeName, NetworkSet>;
  readonly notes: readonly string[];
};

const loaders: Readonly<Record<RuntimeName, () => Promise<NetworkSet>>> = {
  native1: () => loadOnnxNetworkSet({ runtime: "node", threads: 1 }),
  native2: () => loadOnnxNetworkSet({ runtime: "node", threads: 2 }),
  wasm: () => loadOnnxNetworkSet({ runtime: "web" }),
  tfjs: loadTfjsNetworkSet,
};

/** Loads every runtime that can be loaded. */
export async function loadNetworkSets(): Promise<NetworkSets> {
  const sets = new Map<RuntimeName, NetworkSet>();
  const notes: string[] = [];
  for (const name of runtimeNames) {
    try {
      sets.set(name, await loaders[name]());
    } catch (error) {
      const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
      notes.push(`${runtimeTitles[name]} is left out, because it cannot be loaded: ${reason}`);
    }
  }
  if (!sets.has("native1") && !sets.has("native2"))
    notes.push(
      "The server with default options ran on WebAssembly, though its values stand in the first column.",
    );
  return { sets, notes };
}
