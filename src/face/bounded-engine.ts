import { AbandonedError, EngineBusyError, type FaceEngine } from "./engine.ts";

/** How much may wait for the engine at once, and how many pictures it gets at a time. */
export type EngineBounds = {
  readonly maxPictures: number;
  readonly maxBytes: number;
  readonly maxUnderWay: number;
};

/**
 * The engine with a bounded queue before it: beyond its bounds calls reject with {@link EngineBusyError}, and pictures that nobody
 * waits for any more leave it with {@link AbandonedError}.
 */
export function createBoundedEngine(
  engine: FaceEngine,
  { maxPictures, maxBytes, maxUnderWay }: EngineBounds,
): FaceEngine {
  const waiting: { readonly start: () => void }[] = [];
  let underWay = 0;
  let heldPictures = 0;
  let heldBytes = 0;

  const takeTurn = async (signal: AbortSignal | undefined) => {
    if (signal?.aborted) throw new AbandonedError("Nobody waits for this picture.");
    if (underWay >= maxUnderWay) {
      await new Promise<void>((resolve, reject) => {
        const entry = { start: resolve };
        waiting.push(entry);
        const leave = () => {
          const position = waiting.indexOf(entry);
          if (position < 0) return;
          waiting.splice(position, 1);
          reject(new AbandonedError("Nobody waits for this picture any more."));
        };
        signal?.addEventListener("abort", leave, { once: true });
      });
    } else underWay += 1;
  };
  // The turn is handed on without being given back, so that no newcomer can overtake.
  const endTurn = () => {
    const next = waiting.shift();
    if (next) next.start();
    else underWay -= 1;
  };

  return {
    get version() {
      return engine.version;
    },
    ready: engine.ready,
    async analyze(bytes, { rotate, signal }) {
      if (heldPictures >= maxPictures || (heldPictures > 0 && heldBytes + bytes.length > maxBytes))
        throw new EngineBusyError(`${heldPictures} pictures of ${heldBytes} bytes wait already.`);
      heldPictures += 1;
      heldBytes += bytes.length;
      try {
        await takeTurn(signal);
        try {
          return await engine.analyze(bytes, { rotate });
        } finally {
          endTurn();
        }
      } finally {
        heldPictures -= 1;
        heldBytes -= bytes.length;
      }
    },
    close: () => engine.close(),
  };
}
