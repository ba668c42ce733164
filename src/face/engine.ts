import type { FaceFacts } from "./facts.ts";

/** How a picture shall be analysed. */
export type AnalyzeOptions = {
  /** Try 0, 90, 180 and 270 degrees and keep the turn that shows an upright face. */
  readonly rotate: boolean;
  /** Aborted when nobody waits for the facts any more; a picture that is not looked at yet is then dropped. */
  readonly signal?: AbortSignal | undefined;
};

/** Looks at pictures. The only thing that the rest of the server knows about networks. */
export interface FaceEngine {
  /** Names runtime, networks and measures; changes whenever the facts of the same bytes may change. */
  readonly version: string;
  /** Resolves when the networks are loaded and warm; rejects when they cannot be loaded. */
  readonly ready: Promise<void>;
  /** Facts of the picture in `bytes`; throws {@link UnreadableImageError} when it cannot be decoded. */
  analyze(bytes: Uint8Array, options: AnalyzeOptions): Promise<FaceFacts>;
  close(): Promise<void>;
}

/** Nobody waits for the facts any more, so the picture was not looked at. */
export class AbandonedError extends Error {
  override readonly name = "AbandonedError";
}

/** More pictures wait than the engine may hold; the same call can succeed later. */
export class EngineBusyError extends Error {
  override readonly name = "EngineBusyError";
}

/** The bytes are no picture that the engine can decode. */
export class UnreadableImageError extends Error {
  override readonly name = "UnreadableImageError";
}
