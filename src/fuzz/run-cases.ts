import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./answer.ts";
import type { Caller } from "./calls.ts";
import type { CaseKind, FuzzCase } from "./case.ts";
import { createCase } from "./create-case.ts";
import { checkJournal, type Listed } from "./journal-check.ts";
import type { AnswerSchemas } from "./judge.ts";
import { createBaseline, runCase } from "./run-case.ts";
import type { Target } from "./target.ts";
import type { World } from "./world.ts";

/** A case that got what it must not get, or a state of the server that must not be. */
export type Failure = { readonly case: FuzzCase | undefined; readonly problems: readonly string[] };

/** What the cases of one kind came to. */
export type KindResult = {
  readonly kind: CaseKind;
  readonly cases: number;
  readonly requests: number;
  /** Number of cases by status; `none` where the connection ended without an answer. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
};

/** Which cases of a kind to run, and who hears how far it is. */
export type KindRun = {
  readonly kind: CaseKind;
  /** Numbers of the cases. */
  readonly numbers: readonly number[];
  readonly onProgress: (done: number, total: number) => void;
};

/** Cases that share a space; fewer than a journal holds, sent twice. */
const batchSize = 200;
const parallel = 16;
/** So that a server that is broken altogether is not fuzzed to the end. */
const mostFailures = 25;

/** Runs the cases, some at a time, a space for every 200 of them, whose journal is checked and which is then deleted. */
export async function runCases(
  target: Target,
  world: World,
  schemas: AnswerSchemas,
  { kind, numbers, onProgress }: KindRun,
): Promise<KindResult> {
  const failures: Failure[] = [];
  const statuses: Record<string, number> = {};
  let cases = 0;
  let requests = 0;
  for (let start = 0; start < numbers.length && failures.length < mostFailures; start += batchSize) {
    const batch = numbers.slice(start, start + batchSize);
    const space = `fuzz-${kind}-${batch[0]}`;
    const caller = await createCaller(target.url, space);
    const baseline = createBaseline(target);
    const answers: Answer[] = [];
    let sent = 0;
    const waiting = [...batch];
    const work = async () => {
      for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
        const given = createCase(kind, { world, caller, number });
        const result = await runCase(given, target, baseline, schemas);
        statuses[result.status ?? "none"] = (statuses[result.status ?? "none"] ?? 0) + 1;
        answers.push(...result.answers.filter((answer) => isOfSpace(given, answer, space)));
        sent += result.sent;
        cases += 1;
        if (result.problems.length > 0) failures.push({ case: given, problems: result.problems });
        onProgress(cases, numbers.length);
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
    requests += sent;
    // The call for the tokens is in the journal as well.
    const mostCalls = sent + baseline.sent() + 1;
    const problems = [...(await checkSpace(target.url, space, answers, mostCalls)), ...(await target.look())];
    if (problems.length > 0) failures.push({ case: undefined, problems: problems.slice(0, 5) });
  }
  return { kind, cases, requests, statuses, failures };
}

/** A caller with tokens in a space of its own. */
export async function createCaller(url: string, space: string): Promise<Caller> {
  const response = await fetch(`${url}/~${space}/api/token/`, {
    method: "POST",
    body: new URLSearchParams({ username: "fuzz", password: "secret" }),
  });
  const { access = "", refresh = "" } = (await response.json()) as { access?: string; refresh?: string };
  return { space, access, refresh };
}

/** Whether an answer came from the space; its path may have been mutated. */
function isOfSpace({ request }: FuzzCase, answer: Answer, space: string): boolean {
  return request.path.startsWith(`/~${space}/`) && answer.headers["x-stuntface-request-id"] !== undefined;
}

async function checkSpace(
  url: string,
  space: string,
  answers: readonly Answer[],
  mostCalls: number,
): Promise<string[]> {
  // A call whose client was not answered may still be on its way into the journal.
  await sleep(20);
  const response = await fetch(`${url}/~${space}/__admin/requests`);
  const listed = (await response.json()) as Listed;
  for (const id of [space, `${space}-admin`])
    await fetch(`${url}/__admin/spaces/${id}`, { method: "DELETE" });
  return checkJournal(listed, answers, mostCalls);
}
