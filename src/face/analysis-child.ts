// Entry of the analysis process. Native runtimes compute on the thread that calls them and abort their process when it
// ends in the middle of a run, so they get a process of their own, which may be killed at any time.
import sharp from "sharp";
import { analyzeImage } from "./analysis.ts";
import type { AnalysisFailure, AnalysisReport, AnalysisRequest } from "./analysis-messages.ts";
import { UnreadableImageError } from "./engine.ts";
import type { RgbImage } from "./facts.ts";
import { loadNetworks, type NetworkOptions } from "./load-networks.ts";
import type { FaceNetworks } from "./networks.ts";

const report = (message: AnalysisReport) => process.send?.(message);

// The server went away; a regular exit could fall into a run.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));

// Pictures hardly ever repeat here, and other threads of libvips would compete with the networks for the processors.
sharp.cache(false);
sharp.concurrency(1);

try {
  const options: NetworkOptions = JSON.parse(process.argv[2] ?? "{}");
  const networks = await loadNetworks(options, (message) => report({ kind: "notice", message }));
  await warm(networks);
  await releaseMemory();
  let last: Promise<void> = Promise.resolve();
  process.on("message", (request: AnalysisRequest) => {
    last = last.then(() => serve(networks, request));
  });
  report({ kind: "ready", version: `${networks.version}, libvips ${sharp.versions.vips}` });
} catch (error) {
  report({ kind: "failed", message: toMessage(error) });
}

async function serve(networks: FaceNetworks, { id, bytes, options }: AnalysisRequest): Promise<void> {
  try {
    report({ kind: "facts", id, facts: await analyzeImage(networks, bytes, options) });
  } catch (error) {
    report({ kind: "failure", id, failure: toFailure(error) });
  }
}

function toFailure(error: unknown): AnalysisFailure {
  return { isUnreadableImage: error instanceof UnreadableImageError, message: toMessage(error) };
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// Building the networks leaves 100 MB behind that would only be collected after many pictures.
async function releaseMemory(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await new Promise(setImmediate);
    globalThis.gc?.();
  }
}

// The first run of a network allocates and compiles, which takes several times as long as the runs that follow.
async function warm(networks: FaceNetworks): Promise<void> {
  const image: RgbImage = { widthPx: 64, heightPx: 64, data: new Uint8Array(64 * 64 * 3).fill(127) };
  const sizes = new Map(networks.stages.map((stage) => [stage.inputSizePx, stage]));
  for (const stage of sizes.values()) await networks.detect(image, stage);
  await networks.describe(image, { box: { x: 8, y: 8, width: 48, height: 48 }, detectionScore: 1 });
}
