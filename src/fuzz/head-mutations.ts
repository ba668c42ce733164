import { byteMutations } from "./byte-mutations.ts";
import type { Expectation } from "./case.ts";
import { badHeaders, badSpaces, badTokens, hardPaths, queries, unknownPaths } from "./odd-heads.ts";
import type { Random } from "./random.ts";
import { type WireRequest, withBody, withHeader } from "./wire.ts";
import { createText } from "./words.ts";

/** The changed request, and what is expected of its answer beyond what always is. */
type Changed = { readonly request: WireRequest; readonly expectation: Partial<Expectation> };
/** A change of what comes before the body. */
export type HeadMutation = {
  readonly name: string;
  readonly change: (request: WireRequest, random: Random, prefix: string, path: string) => Changed;
};

const kept: Partial<Expectation> = { statuses: [200] };
const open: Partial<Expectation> = {};
const perhapsNone: Partial<Expectation> = { isAnswerDue: false };

/** Changes of the method, the path, the query, the version and the headers. */
export const headMutations: readonly HeadMutation[] = [
  head("a query that nobody knows", (request, random) => ({
    request: { ...request, path: `${request.path}?${random.pick(queries)}` },
    expectation: kept,
  })),
  head("no slash at the end", (request) => ({
    request: { ...request, path: request.path.replace(/\/$/, "") },
    expectation: kept,
  })),
  head("names of headers in other letters", (request, random) => ({
    request: {
      ...request,
      headers: request.headers.map(
        ([name, value]) => [random.chance(0.5) ? name.toUpperCase() : name.toLowerCase(), value] as const,
      ),
    },
    expectation: kept,
  })),
  head("headers that nobody knows", (request, random) => ({
    request: {
      ...request,
      headers: [
        ...request.headers,
        ...Array.from(
          { length: random.between(1, 60) },
          (_, index) => [`X-Fuzz-${index}`, "v".repeat(random.below(100))] as const,
        ),
      ],
    },
    expectation: kept,
  })),
  head("a tilde written as %7E", (request) => ({
    request: { ...request, path: request.path.replace("~", "%7E") },
    expectation: kept,
  })),
  head("an unknown path", (request, random, prefix) => ({
    request: { ...request, path: `${prefix}${random.pick(unknownPaths)}` },
    expectation: { statuses: [404] },
  })),
  head("a path that is hard to read", (request, random, prefix) => ({
    request: { ...request, path: `${prefix}${random.pick(hardPaths)}` },
    expectation: { statuses: [200, 400, 404, 414, 431] },
  })),
  head("a path changed somewhere", (request, random) => {
    const path = random
      .pick(byteMutations)
      .change(Buffer.from(request.path), random, Buffer.from("/../../%00//?a=b#c"))
      .toString("latin1");
    return { request: { ...request, path }, expectation: perhapsNone };
  }),
  head("a space with a name that is none", (request, random, _prefix, path) => ({
    request: { ...request, path: `/~${random.pick(badSpaces)}${path}` },
    expectation: { statuses: [400] },
  })),
  head("another method", (request, random) => ({
    request: { ...request, method: random.pick(["GET", "PUT", "PATCH", "DELETE"]) },
    expectation: { statuses: [405] },
  })),
  head("a method that is none", (request, random) => ({
    request: {
      ...request,
      method: random.pick(["post", "FOO", "", "CONNECT", "TRACE", "PROPFIND", "P\0ST"]),
    },
    expectation: perhapsNone,
  })),
  head("no credentials", (request) => ({
    request: withHeader(withHeader(request, "X-Api-Key", undefined), "Authorization", undefined),
    expectation: request.headers.some(([name]) => /key|authorization/i.test(name))
      ? { statuses: [401] }
      : kept,
  })),
  head("a bad token or an odd key", (request, random) => ({
    request: withHeader(
      withHeader(request, "Authorization", random.pick(badTokens)),
      "X-Api-Key",
      random.pick(["a", " spaced ", "k".repeat(5_000), "\xff\xfe", "__proto__", "{{x}}"]),
    ),
    expectation: { statuses: [200, 401] },
  })),
  head("a scenario that nobody knows", (request, random) => ({
    request: withHeader(
      request,
      "X-Stuntface-Scenario",
      random.pick(["nothing", "x".repeat(2_000), "__proto__", "\xff"]),
    ),
    expectation: { statuses: [400] },
  })),
  head("an order that nobody understands", (request, random) => ({
    request: withHeader(
      request,
      "X-Api-Key",
      `stunt_${random.pick(["", "x", "__proto__", createText(random).replace(/[^\x20-\x7e]/g, "")])}`,
    ),
    expectation: { statuses: [200, 400] },
  })),
  head("a header twice", (request, random) => ({
    request: { ...request, headers: [...request.headers, random.pick(request.headers)] },
    expectation: { statuses: [200, 400] },
  })),
  head("a line that is no header", (request, random) => ({
    request: { ...request, headers: [...request.headers, random.pick(badHeaders)] },
    expectation: perhapsNone,
  })),
  head("more head than is taken", (request, random) => ({
    request: {
      ...request,
      headers: [...request.headers, ["X-Long", "l".repeat(random.pick([16_000, 17_000, 60_000]))] as const],
    },
    expectation: perhapsNone,
  })),
  head("another version", (request, random) => ({
    request: {
      ...request,
      version: random.pick(["HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "HTTP/9.9", "HTTPS/1.1", ""]),
    },
    expectation: perhapsNone,
  })),
  head("no host", (request) => ({
    request: withHeader(request, "Host", undefined),
    expectation: { statuses: [400] },
  })),
  head("a host that is none", (request, random) => ({
    request: withHeader(
      request,
      "Host",
      random.pick(["", "a b", "[::1", "x:99999", "\xff", "h".repeat(300)]),
    ),
    expectation: open,
  })),
  head("a path that is a whole address", (request, random) => ({
    request: { ...request, path: `${random.pick(["http://x", "//x", "http://[", "*"])}${request.path}` },
    expectation: open,
  })),
  head("no body", (request) => ({
    request: withBody(request, Buffer.alloc(0)),
    expectation: { statuses: [400] },
  })),
];

function head(name: string, change: HeadMutation["change"]): HeadMutation {
  return { name, change };
}
