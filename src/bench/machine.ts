import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import sharp from "sharp";
import { readVersion } from "../package-root.ts";

/** Where and when the numbers were taken. */
export type Machine = {
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly system: string;
  readonly node: string;
  /** Load average of the minute before the run; 0 where the system does not tell it. */
  readonly loadBefore: number;
  /** Versions by package, without those that are not installed. */
  readonly versions: Readonly<Record<string, string>>;
};

const packages = [
  "onnxruntime-node",
  "onnxruntime-web",
  "@vladmandic/face-api",
  "@tensorflow/tfjs",
  "@tensorflow/tfjs-backend-wasm",
  "sharp",
  "fastify",
  "@fastify/multipart",
  "autocannon",
];

/** Describes this machine; names neither it nor its user. */
export function loadMachine(): Machine {
  const [processor] = cpus();
  return {
    date: new Date().toISOString(),
    processor: processor?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGB: totalmem() / 1e9,
    system: `${type()} ${release()} ${process.arch}`,
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
    versions: {
      stuntface: readVersion(),
      ...Object.fromEntries(packages.flatMap((name) => loadVersion(name))),
      libvips: sharp.versions.vips,
    },
  };
}

function loadVersion(name: string): [string, string][] {
  // The first place where Node looks for the package; its manifest need not be among its exports.
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const folder of folders) {
    try {
      const { version } = JSON.parse(readFileSync(`${folder}/${name}/package.json`, "utf8")) as {
        version: string;
      };
      return [[name, version]];
    } catch {}
  }
  return [];
}

/** A sentence for the reader when other programs kept the machine busy before the run. */
export function toMachineNotes({ cores, loadBefore }: Pick<Machine, "cores" | "loadBefore">): string[] {
  if (loadBefore <= cores / 4) return [];
  return [
    `The load average was ${loadBefore.toFixed(1)} on ${cores} cores before the run: other programs compute too, so times are too long and targets look missed. Ratios hold better.`,
  ];
}
