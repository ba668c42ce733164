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
