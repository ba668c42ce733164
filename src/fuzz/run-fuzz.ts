import { createProviders } from "../app.ts";
import { toOptions } from "../option-leaves.ts";
import type { FuzzArguments } from "./arguments.ts";
import { caseKinds } from "./case.ts";
import { createWorld } from "./create-world.ts";
import { describeFailure } from "./describe-failure.ts";
import type { AnswerSchemas } from "./judge.ts";
import { type Failure, type KindResult, runCases } from "./run-cases.ts";
import { runClients } from "./run-clients.ts";
import { runSeeded } from "./run-seeded.ts";
import type { Target } from "./target.ts";

/** What a run came to; `clients` is how many slow and leaving clients there were. */
export type FuzzResult = {
  readonly results: readonly KindResult[];
  readonly clients: number;
  /** Everything that was found, as the user reads it. */
  readonly failures: readonly string[];
};

/** Hears how far a part of the run is. */
export type OnPart = (part: string, done: number, total: number) => void;

/** Runs the cases of a fuzz run against a server and returns what they came to, failures described. */
export async function runFuzz(
  target: Target,
  { seed, parts, counts, onlyCase, out }: FuzzArguments,
  onPart: OnPart,
): Promise<FuzzResult> {
  const world = await createWorld(seed, parts.includes("images"));
  const schemas = loadSchemas();
  const results: KindResult[] = [];
  const failures: string[] = [];
  for (const kind of caseKinds.filter((name) => parts.includes(name))) {
    const numbers =
      onlyCase === undefined ? Array.from({ length: counts[kind] }, (_, number) => number) : [onlyCase];
    const onProgress = (done: number, total: number) => onPart(kind, done, total);
    const result = await runCases(target, world, schemas, { kind, numbers, onProgress });
    results.push(result);
    const describe = (failure: Failure) => describeFailure(failure, { target, seed, schemas, out });
    for (const failure of result.failures) failures.push(await describe(failure));
  }
  const rude = parts.includes("clients")
    ? await runClients(target, world, counts.clients, (done, total) => onPart("clients", done, total))
    : { clients: 0, failures: [] };
  // These are servers of its own, which have nothing to do with one that runs already.
  const seeded = parts.includes("seeded")
    ? await runSeeded(world, counts.seeded, (done, total) => onPart("seeded", done, total))
    : [];
  return { results, clients: rude.clients, failures: [...failures, ...rude.failures, ...seeded] };
}

/** The published answers of every operation with default options. */
export function loadSchemas(): AnswerSchemas {
  const specs = createProviders(toOptions({})).flatMap((provider) => provider.specs);
  return new Map(specs.flatMap(({ id, answer }) => (answer ? [[id, answer] as const] : [])));
}
