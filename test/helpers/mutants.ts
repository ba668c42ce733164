import type { Exchange } from "../../src/conformance/exchange.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Copies of an answer, each with one change: another status, header, key, order, type or value. */
export function listMutants(exchange: Exchange | undefined): Exchange[] {
  if (!exchange) return [];
  const bodies = mutateText(exchange.text);
  return [
    { ...exchange, status: exchange.status + 1 },
    { ...exchange, headers: {} },
    { ...exchange, headers: { ...exchange.headers, location: "/elsewhere/" } },
    ...bodies.map((text) => ({ ...exchange, text })),
  ];
}

function mutateText(text: string): string[] {
  let body: Json;
  try {
    body = JSON.parse(text);
  } catch {
    return ["{}"];
  }
  // JSON.stringify writes 85.0 as 85, which is a change of its own.
  return mutate(body).map((mutant) => JSON.stringify(mutant));
}

function mutate(value: Json): Json[] {
  if (Array.isArray(value)) {
    const items = value.flatMap((item, index) =>
      mutate(item).map((mutant) => value.map((other, place) => (place === index ? mutant : other))),
    );
    return [value, [], [...value, "more"], null, ...items];
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    const without = entries.map(([key]) => Object.fromEntries(entries.filter(([other]) => other !== key)));
    const members = entries.flatMap(([key, member]) =>
      mutate(member).map((mutant) => ({ ...value, [key]: mutant })),
    );
    return [
      value,
      Object.fromEntries(entries.toReversed()),
      { ...value, more: 1 },
      { ...value, vendor_data: null },
      ...without,
      ...members,
    ];
  }
  if (typeof value === "number") return [value + 0.5, value - 1000, String(value), null];
  return typeof value === "string" ? [`${value}x`, "", null] : [!value, "true", 7];
}
