import { type Exchange, keptHeaders } from "../exchange.ts";
import { readWireJson } from "../wire-json.ts";
import { compareBodies } from "./compare-bodies.ts";
import type { Difference } from "./difference.ts";

/** Headers that count calls and seconds: their form is the contract, not their value. */
const counting: readonly string[] = ["x-ratelimit-remaining", "x-ratelimit-reset", "retry-after"];

/** Where the answers of a service and of the emulator to one question differ. */
export function compareAnswers(service: Exchange, emulator: Exchange): Difference[] {
  const { question } = service;
  if (service.status !== emulator.status) {
    const show = ({ status, text }: Exchange) => `${status} ${text}`;
    return [
      {
        question,
        path: "status",
        what: "status",
        service: show(service),
        emulator: show(emulator),
        judgement: "structural",
      },
    ];
  }
  return [...compareHeaders(service, emulator), ...compareTexts(service, emulator)];
}

function compareHeaders(service: Exchange, emulator: Exchange): Difference[] {
  return keptHeaders.flatMap((name) => {
    const [one, other] = [service.headers[name], emulator.headers[name]];
    if (toComparable(name, one) === toComparable(name, other)) return [];
    const isCount = counting.includes(name) && one !== undefined && other !== undefined;
    const isForm = isCount && /^\d+$/.test(one) && /^\d+$/.test(other);
    return [
      {
        question: service.question,
        path: `header ${name}`,
        what: isForm ? "count" : "header",
        service: one,
        emulator: other,
        judgement: isForm ? ("expected" as const) : ("structural" as const),
      },
    ];
  });
}

/** The order of methods and the letters of a media type do not matter. */
function toComparable(name: string, value: string | undefined): string | undefined {
  if (name === "allow")
    return value
      ?.split(/\s*,\s*/)
      .sort()
      .join(", ");
  return name === "content-type" ? value?.toLowerCase().replace(/\s/g, "") : value;
}

function compareTexts(service: Exchange, emulator: Exchange): Difference[] {
  const { question } = service;
  const [one, other] = [readWireJson(service.text), readWireJson(emulator.text)];
  if (one !== undefined && other !== undefined)
    return compareBodies(one, other).map((difference) => ({ question, ...difference }));
  if (service.text === emulator.text) return [];
  return [
    {
      question,
      path: "body",
      what: one === undefined && other === undefined ? "text" : "only one of them is JSON",
      service: service.text,
      emulator: emulator.text,
      judgement: "structural",
    },
  ];
}
