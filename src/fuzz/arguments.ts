import { parseArgs } from "node:util";
import { UsageError } from "../usage.ts";
import { type CaseKind, caseKinds } from "./case.ts";

/** What can be run: cases of a kind, clients that are slow or leave, or bodies to two servers with one seed. */
export type FuzzPart = CaseKind | "clients" | "seeded";

/** What the user wants fuzzed. */
export type FuzzArguments = {
  readonly isHelp: boolean;
  readonly seed: string;
  readonly parts: readonly FuzzPart[];
  /** How many of each. */
  readonly counts: Readonly<Record<FuzzPart, number>>;
  /** The only case to run. */
  readonly onlyCase: number | undefined;
  /** Folder for what reproduces failures; undefined keeps none. */
  readonly out: string | undefined;
  /** A server that runs already. */
  readonly url: string | undefined;
};

/** All parts, in the order in which they run. */
export const fuzzParts: readonly FuzzPart[] = [...caseKinds, "clients", "seeded"];

const fullCounts = { bodies: 10_000, images: 2_000, headers: 2_000, json: 4_000, clients: 400, seeded: 200 };

/** Reads the command line; throws {@link UsageError}. */
export function parseFuzzArguments(argv: readonly string[]): FuzzArguments {
  const { help, seed, cases, only, case: single, out, url } = parse(argv);
  const parts = only === undefined ? fuzzParts : only.split(",").map(parsePart);
  if (single !== undefined && (parts.length !== 1 || !caseKinds.some((kind) => kind === parts[0])))
    throw new UsageError(`--case needs --only with one of ${caseKinds.join(", ")}.`);
  const total = cases === undefined ? undefined : parseNumber("--cases", cases, 1);
  return {
    isHelp: help,
    seed,
    parts,
    counts: total === undefined ? fullCounts : toCounts(total, parts),
    onlyCase: single === undefined ? undefined : parseNumber("--case", single, 0),
    out,
    url,
  };
}

/** So many cases in all, shared among the parts as in a full run. */
function toCounts(total: number, parts: readonly FuzzPart[]): Record<FuzzPart, number> {
  const whole = parts.reduce((sum, part) => sum + fullCounts[part], 0);
  const toCount = (part: FuzzPart) =>
    parts.includes(part) ? Math.max(1, Math.round((total * fullCounts[part]) / whole)) : 0;
  return {
    bodies: toCount("bodies"),
    images: toCount("images"),
    headers: toCount("headers"),
    json: toCount("json"),
    clients: toCount("clients"),
    seeded: toCount("seeded"),
  };
}

function parse(argv: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: {
        help: { type: "boolean", default: false, short: "h" },
        seed: { ...text, default: "1" },
        cases: text,
        only: text,
        case: text,
        out: text,
        url: text,
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split("\n")[0]}`);
  }
}

function parsePart(name: string): FuzzPart {
  const part = fuzzParts.find((known) => known === name);
  if (part === undefined) throw new UsageError(`--only must be some of ${fuzzParts.join(",")}, not ${name}.`);
  return part;
}

function parseNumber(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new UsageError(`${flag} must be a whole number of ${least} or more, not ${text}.`);
  return value;
}

/** Help of the fuzzer. */
export const fuzzHelp = `Usage: npm run fuzz -- [options]

Sends mutated calls to a server of its own (stuntface serve, over real sockets) and judges every answer: no 5xx, always an
answer where one is due, always JSON of the contract, the status that the mutation calls for, the same status for the same bytes,
the verdict of the unmutated call where the mutation changes nothing, every answered call in the journal once, a server that lives,
says nothing on standard error and stays within its memory. Chance comes from the seed: the same seed sends the same cases.

  bodies   ${fullCounts.bodies} multipart forms: boundaries, headers, names, file names, parts, lengths, chunks, flips, splices
  images   ${fullCounts.images} pictures: jpeg, png, webp, tiff, gif, avif, bmp, svg, pdf; cut, flipped, lying, bombs, polyglots
  headers  ${fullCounts.headers} methods, paths, queries and headers
  json     ${fullCounts.json} JSON and urlencoded bodies of both vendors and of the admin surface
  clients  ${fullCounts.clients} clients that are slow, stop, leave or never read, hundreds at once
  seeded   ${fullCounts.seeded} bodies to two servers with one --seed and one --now, whose answers must have the same bytes

  --only LIST  some of ${fuzzParts.join(",")} [all]
  --cases N    so many in all, shared among them as above
  --seed TEXT  where chance begins [1]
  --case N     only this case; needs --only
  --out DIR    write each failure as the bytes of a request, made as small as it can be, and a text that says what is wrong
  --url URL    fuzz a server that runs already; its process is not watched

Progress goes to stderr. Exit codes: 0 nothing found, 1 something found, 2 could not fuzz.
`;
