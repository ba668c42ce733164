import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { decode } from "../face/decode.ts";
import { describeFace } from "../face/describe.ts";
import { detectFaces } from "../face/detect.ts";
import type { RgbImage } from "../face/facts.ts";
import { measureFace } from "../face/measure.ts";
import type { FaceNetworks } from "../face/networks.ts";
import { toAgeGenderBox, toDescriptorBox } from "../face/onnx/alignment.ts";
import { toCrop } from "../face/onnx/crop.ts";
import { loadNetworkSets } from "./network-sets.ts";
import { type NetworkName, networkNames, type Subject } from "./network-subject.ts";
import { type ByRuntime, type RuntimeName, runtimeNames } from "./runtimes.ts";
import { measureMedian } from "./statistics.ts";
import type { OnProgress } from "./task.ts";

/** The parts of an analysis, in order. */
export const stageNames = ["decode", "detect", "describe", "measure"] as const;

/** A part of the analysis that is timed on its own. */
export type StageName = (typeof stageNames)[number];

/** Medians in milliseconds by network or stage, then by runtime, and notes on runtimes that were left out. */
export type NetworkTimes = {
  readonly medians: Readonly<Record<NetworkName | StageName, ByRuntime<number>>>;
  readonly notes: readonly string[];
};

// Threads of onnxruntime-node 1.16 spin for about 20 ms after a run; that time shall not be the next runtime's.
const settleMs = 40;

/** Times all runtimes on each photo in turn; the first photo warms them and does not count. */
export async function measureNetworkTimes(
  photos: readonly Uint8Array[],
  onProgress: OnProgress,
): Promise<NetworkTimes> {
  const { sets, notes } = await loadNetworkSets();
  const [first] = sets.values();
  if (first === undefined) throw new Error(`No runtime can be loaded. ${notes.join(" ")}`);
  const times = createTimes();
  for (const [index, photo] of photos.entries()) {
    const { image } = await decode(photo);
    const subject = await createSubject(first.whole, image);
    const begin = index % runtimeNames.length;
    for (const name of [...runtimeNames.slice(begin), ...runtimeNames.slice(0, begin)]) {
      const set = sets.get(name);
      if (set === undefined) continue;
      const record = async <T>(key: NetworkName | StageName, work: () => T | Promise<T>): Promise<T> => {
        const startMs = performance.now();
        const result = await work();
        if (index > 0) times[key][name].push(performance.now() - startMs);
        return result;
      };
      for (const network of networkNames) {
        const run = set.single[network];
        if (run) await record(network, () => run(image, subject.crops[network]));
      }
      await timeStages(set.whole, photo, record);
      await sleep(settleMs);
    }
    onProgress(index + 1, photos.length);
  }
  return { medians: toMedians(times), notes };
}

type TimeStage = <T>(key: StageName, work: () => T | Promise<T>) => Promise<T>;

async function timeStages(networks: FaceNetworks, photo: Uint8Array, record: TimeStage): Promise<void> {
  const { image } = await record("decode", () => decode(photo));
  const [face] = await record("detect", () => detectFaces(networks, image));
  if (face === undefined) return;
  const description = await record("describe", () => describeFace(networks, image, face));
  await record("measure", () => measureFace(image, face, description, { otherBoxes: [], uploadScale: 1 }));
}

/** The same pixels for all runtimes, whatever each of them would find. */
async function createSubject(networks: FaceNetworks, image: RgbImage): Promise<Subject> {
  const [face] = await detectFaces(networks, image);
  if (face === undefined) throw new Error("No face was found in a photo of the benchmark.");
  const { landmarks } = await networks.describe(image, face);
  const whole = { x: 0, y: 0, width: image.widthPx, height: image.heightPx };
  const crop = toCrop(face.box, image);
  return {
    image,
    crops: {
      detector512: whole,
      detector320: whole,
      landmarks: crop,
      ageGender: toCrop(toAgeGenderBox(landmarks), image),
      descriptor: toCrop(toDescriptorBox(landmarks, crop), image),
    },
  };
}

type Times = Record<NetworkName | StageName, Record<RuntimeName, number[]>>;

function createTimes(): Times {
  const empty = () => Object.fromEntries(runtimeNames.map((name) => [name, []]));
  return Object.fromEntries(
    [...networkNames, ...stageNames].map((key) => [key, empty()]),
  ) as unknown as Times;
}

function toMedians(times: Times): NetworkTimes["medians"] {
  const toMedian = (byRuntime: Record<RuntimeName, number[]>) =>
    Object.fromEntries(
      Object.entries(byRuntime)
        .filter(([, values]) => values.length > 0)
        .map(([name, values]) => [name, measureMedian(values)]),
    );
  return Object.fromEntries(
    Object.entries(times).map(([key, byRuntime]) => [key, toMedian(byRuntime)]),
  ) as NetworkTimes["medians"];
}
