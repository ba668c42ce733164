import type { WireResponse } from "../provider.ts";

/** A request that is answered with an error body before any face is looked at. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly response: WireResponse;
  /** The magic value that ordered the refusal; none where the contract itself refuses. */
  readonly orderedBy: string | undefined;

  constructor(
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
    orderedBy?: string,
  ) {
    super(`refused with ${status}`);
    this.response = { status, body, headers };
    this.orderedBy = orderedBy;
  }
}

/** The body of a refusal as people read it: the sentences in it, behind the names of their fields. */
export function toSentence(body: unknown): string {
  if (typeof body !== "object" || body === null) return String(body);
  return Object.entries(body)
    .map(([name, value]) => {
      const text = [value].flat().map(toWords).join(" ");
      return name === "detail" || name === "error" ? text : `${name}: ${text}`;
    })
    .join(" ");
}

function toWords(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
