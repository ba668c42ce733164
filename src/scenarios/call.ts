import type { Secret } from "./secret.ts";
import type { Seen } from "./seen.ts";

/** What of a call scenarios can select by. */
export type Call = {
  readonly operation: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly apiKey?: Secret | undefined;
  readonly username?: string | undefined;
  /** Text parts by name, as typed by the contract. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: readonly CalledFile[];
};

/** One uploaded file as scenarios see it. */
export type CalledFile = {
  readonly name: string;
  /** As the client wrote it, a whole path included. */
  readonly filename: string;
  readonly bytes: number;
  /** From the content, such as `jpeg`; undefined for what is no picture. */
  readonly format?: string | undefined;
  /** Pixels of the upright picture. */
  readonly widthPx?: number | undefined;
  readonly heightPx?: number | undefined;
  /** Hex digest, computed when first asked for. */
  readonly sha256: () => string;
  /** 16 hex digits; absent while nobody needed it. */
  readonly perceptualHash?: string | undefined;
  /** What the detection found; absent before it and where it did not run. */
  readonly seen?: Seen | undefined;
};
