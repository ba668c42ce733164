import { EngineBusyError, type FaceEngine } from "./engine.ts";

/** How much may wait for the engine at once. */
export type EngineBounds = { readonly maxPictures: number; readonly maxBytes: number };

/** The engine with a bounded queue: beyond either bound calls reject with {@link EngineBusyError}. */
export function createBoundedEngine(engine: FaceEngine, { maxPictures, maxBytes }: EngineBounds): FaceEngine {
  let pictures = 0;
  let waitingBytes = 0;
  return {
    get version() {
      return engine.version;
    },
    ready: engine.ready,
    async analyze(bytes, options) {
      if (pictures >= maxPictures || (pictures > 0 && waitingBytes + bytes.length > maxBytes))
        throw new EngineBusyError(`${pictures} pictures of ${waitingBytes} bytes wait already.`);
      pictures += 1;
      waitingBytes += bytes.length;
      try {
        return await engine.analyze(bytes, options);
      } finally {
        pictures -= 1;
        waitingBytes -= bytes.length;
      }
    },
    close: () => engine.close(),
  };
}
