// Entry of the worker thread: TensorFlow.js computes on the thread that calls it, which must not be the server's.
import { parentPort } from "node:worker_threads";
import { analyzeImage } from "./analysis.ts";
import { UnreadableImageError } from "./engine.ts";
import type { RgbImage } from "./facts.ts";
import type { FaceNetworks } from "./networks.ts";
import { createTfjsNetworks } from "./tfjs/networks.ts";
import type { WorkerFailure, WorkerReport, WorkerRequest } from "./worker-messages.ts";

const port = parentPort;
if (port === null) throw new Error("The face worker runs in a worker thread only.");
const report = (message: WorkerReport) => port.postMessage(message);

const networks = await createTfjsNetworks();
await warm(networks);

let last: Promise<void> = Promise.resolve();
port.on("message", (request: WorkerRequest) => {
  last = last.then(() => serve(request));
});
report({ kind: "ready" });

async function serve({ id, bytes, options }: WorkerRequest): Promise<void> {
  try {
    report({ kind: "facts", id, facts: await analyzeImage(networks, bytes, options) });
  } catch (error) {
    report({ kind: "failure", id, failure: toFailure(error) });
  }
}

function toFailure(error: unknown): WorkerFailure {
  const message = error instanceof Error ? error.message : String(error);
  return { isUnreadableImage: error instanceof UnreadableImageError, message };
}

// The first run of a network compiles its kernels, which takes several times as long as the runs that follow.
async function warm(networks: FaceNetworks): Promise<void> {
  const image: RgbImage = { widthPx: 64, heightPx: 64, data: new Uint8Array(64 * 64 * 3).fill(127) };
  await networks.detect(image, { minScore: 0.5 });
  await networks.describe(image, { box: { x: 8, y: 8, width: 48, height: 48 }, detectionScore: 1 });
}
