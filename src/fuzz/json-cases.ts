import { byteMutations } from "./byte-mutations.ts";
import { toPrefix } from "./calls.ts";
import type { Expectation, FuzzCase } from "./case.ts";
import { type JsonCall, jsonCalls } from "./json-calls.ts";
import { type MutatedJson, mutateJson } from "./json-mutations.ts";
import { createRandom, type Random } from "./random.ts";
import type { WireRequest } from "./wire.ts";
import type { CaseContext } from "./world.ts";

/** A call with a JSON body, or with the pairs of a form in an URL, that was mutated. */
export function createJsonCase({ world, caller, number }: CaseContext): FuzzCase {
  const random = createRandom(`${world.seed} json`, number);
  const call = random.pick(jsonCalls);
  const value = call.value(caller);
  const isPairs = call.takesPairs === true && random.chance(0.4);
  const mutated = isPairs ? mutatePairs(value, random) : mutate(value, random);
  const { type, isOther } = pickType(isPairs, call, random);
  const request: WireRequest = {
    method: call.method,
    // Admin calls may empty a journal or move a clock, so they have a space of their own.
    path: `${toPrefix(caller)}${call.isAdmin ? "-admin" : ""}${call.path}`,
    version: "HTTP/1.1",
    headers: [
      ["Host", "127.0.0.1"],
      ["X-Api-Key", "fuzz"],
      ...(type === undefined ? [] : ([["Content-Type", type]] as const)),
      ["Content-Length", String(mutated.text.length)],
    ],
    body: mutated.text,
  };
  return {
    kind: "json",
    number,
    steps: [call.name, mutated.name, ...(isOther ? [`sent as ${type ?? "nothing"}`] : [])],
    request,
    cuts: [],
    expectation: toExpectation(call, mutated, isOther),
  };
}

function mutate(value: unknown, random: Random): MutatedJson {
  if (random.chance(0.75)) return mutateJson(value, random);
  const mutation = random.pick(byteMutations);
  const text = Buffer.from(JSON.stringify(value));
  return {
    name: mutation.name,
    text: mutation.change(text, random, Buffer.from('{"a":[1,{"b":"\\u0041"}]}')),
    effect: "open",
  };
}

function mutatePairs(value: unknown, random: Random): MutatedJson {
  const text = new URLSearchParams(value as Record<string, string>).toString();
  const changed = random.pick([
    text,
    `&&${text}&`,
    `${text}&${text}`,
    text.replaceAll("=", "%3D"),
    `${text}&x=%zz%`,
    `${text}&=&==`,
    text.replace(/&.*/, ""),
    `__proto__=1&${text}`,
    "+".repeat(1_000),
    "username=%00&password=%ff&refresh=%c0",
    "a=b;".repeat(50_000),
  ]);
  const bytes = random.chance(0.3)
    ? random.pick(byteMutations).change(Buffer.from(changed), random, Buffer.from("a=b&c=d"))
    : Buffer.from(changed);
  return { name: "pairs", text: bytes, effect: "open" };
}

function pickType(isPairs: boolean, { isAdmin }: JsonCall, random: Random) {
  const usual = isPairs ? "application/x-www-form-urlencoded" : "application/json";
  if (random.chance(0.85)) return { type: usual, isOther: false };
  const type = random.pick([
    `${usual}; charset=utf-8`,
    usual.toUpperCase(),
    "text/plain",
    "x/y",
    undefined,
    "",
  ]);
  // The server's own endpoints do not mind how a body is announced, as long as it is a media type.
  return { type, isOther: !isAdmin || type === "" };
}

const adminStatuses = [200, 201, 400, 404, 406, 408, 409, 413, 415];
const vendorStatuses = [200, 201, 400, 401, 403, 404, 409, 415, 429];

function toExpectation(
  { operation, isAdmin, isRepeatable }: JsonCall,
  { effect }: MutatedJson,
  isOther: boolean,
): Expectation {
  const statuses =
    isOther || typeof effect !== "object" ? (isAdmin ? adminStatuses : vendorStatuses) : effect.refused;
  return {
    statuses,
    ...(operation === undefined ? {} : { operation }),
    isAnswerDue: true,
    isRepeatable,
  };
}
