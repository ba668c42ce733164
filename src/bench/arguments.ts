import { parseArgs } from "node:util";
import { UsageError } from "../usage.ts";
import { type BenchSize, fullSize, quickSize } from "./size.ts";

/** A half of the benchmark: checks that look at photos, or calls whose outcome a scenario forces. */
export type BenchHalf = "checks" | "forced";

const halves: readonly BenchHalf[] = ["checks", "forced"];

/** What the user wants from the benchmark. */
export type BenchArguments = {
  readonly isHelp: boolean;
  /** The result as JSON instead of a table. */
  readonly isJson: boolean;
  /** Also write docs/benchmarks.md. */
  readonly isWritten: boolean;
  readonly isQuick: boolean;
  readonly halves: readonly BenchHalf[];
  readonly size: BenchSize;
};

/** Reads the command line; throws {@link UsageError}. */
export function parseBenchArguments(argv: readonly string[]): BenchArguments {
  const { help, json, write, quick, photos, only } = parse(argv);
  if (write && only !== undefined)
    throw new UsageError("--write needs the whole benchmark; leave --only out.");
  const size = quick ? quickSize : fullSize;
  return {
    isHelp: help,
    isJson: json,
    isWritten: write,
    isQuick: quick,
    halves: only === undefined ? halves : [parseHalf(only)],
    size: photos === undefined ? size : { ...size, memoryPhotos: parsePhotos(photos) },
  };
}

function parse(argv: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        help: { ...flag, short: "h" },
        json: flag,
        write: flag,
        quick: flag,
        photos: { type: "string" },
        only: { type: "string" },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split("\n")[0]} See npm run bench -- --help.`);
  }
}

function parseHalf(text: string): BenchHalf {
  const half = halves.find((name) => name === text);
  if (half === undefined) throw new UsageError(`--only must be ${halves.join(" or ")}, not ${text}.`);
  return half;
}

// The growth of memory is read from tenths of the load.
const leastPhotos = 50;

function parsePhotos(text: string): number {
  const photos = Number(text);
  if (!Number.isInteger(photos) || photos < leastPhotos)
    throw new UsageError(`--photos must be a whole number of ${leastPhotos} or more, not ${text}.`);
  return photos;
}

/** Help of the benchmark. */
export const benchHelp = `Usage: npm run bench -- [options]

Measures this server on this machine and prints two tables. Checks: the networks and a whole check on ONNX Runtime with one
and two threads, on ONNX Runtime's WebAssembly and on face-api with TensorFlow.js; 1, 4 and 16 clients; start; memory;
event-loop delay; the search through enrolled faces. Forced outcomes: calls per second, the cost of ${fullSize.forced.files} scenario files, memory after ${fullSize.forced.uploads} uploads, length
of journal and explanation. Photos are made from the demo photos in the installed face-api package. Progress goes to stderr.

  --quick       about two minutes instead of about eight; medians of fewer runs, ${quickSize.memoryPhotos} photos and ${quickSize.forced.uploads} uploads for memory
  --only HALF   checks or forced
  --photos N    different photos for the measure of memory [${fullSize.memoryPhotos}]
  --json        print everything measured as JSON instead of the table
  --write       also write docs/benchmarks.md

Other programs on the machine change the numbers: compare values and ratios within one run.
Exit codes: 0 measured, 2 could not measure.
`;
