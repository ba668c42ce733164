import { createHash } from "node:crypto";
import { AbandonedError, type FaceEngine } from "./engine.ts";
import type { FaceFacts } from "./facts.ts";

/**
 * The engine with a memory of at most `maxBytes` of facts, the ones used last: the same bytes are not looked at twice, and
 * calls with the same bytes at the same time share one analysis. Pictures are not kept, and failures are not remembered. `onLookup`
 * hears once a call whether its facts were known or under way.
 */
export function createCachedEngine(
  engine: FaceEngine,
  maxBytes: number,
  onLookup: (hit: boolean) => void = () => {},
): FaceEngine {
  const known = new Map<string, FaceFacts>();
  const underWay = new Map<string, SharedAnalysis>();
  let heldBytes = 0;

  const remember = (key: string, facts: FaceFacts) => {
    known.set(key, facts);
    heldBytes += measureFacts(facts);
    for (const [oldest, old] of known) {
      if (heldBytes <= maxBytes) return;
      known.delete(oldest);
      heldBytes -= measureFacts(old);
    }
  };
  // Read anew each time: an engine may know its version only after the first picture.
  const toKey = (picture: string) => `${picture} ${engine.version}`;
  const start = (picture: string, bytes: Uint8Array, rotate: boolean): SharedAnalysis => {
    const controller = new AbortController();
    const facts = engine.analyze(bytes, { rotate, signal: controller.signal });
    facts.then(
      (found) => remember(toKey(picture), found),
      () => {},
    );
    const forget = () => underWay.get(picture) === shared && underWay.delete(picture);
    const shared: SharedAnalysis = {
      facts: facts.finally(forget),
      waiters: 0,
      abandon: () => {
        // A newcomer must not join an analysis that is being dropped.
        forget();
        controller.abort();
      },
    };
    underWay.set(picture, shared);
    return shared;
  };

  return {
    get version() {
      return engine.version;
    },
    ready: engine.ready,
    async analyze(bytes, { rotate, signal }) {
      const picture = `${createHash("sha256").update(bytes).digest("hex")} ${rotate}`;
      const key = toKey(picture);
      const facts = known.get(key);
      onLookup(facts !== undefined || underWay.has(picture));
      if (facts) {
        // Moved to the end, where the ones used last stand.
        known.delete(key);
        known.set(key, facts);
        return facts;
      }
      return join(underWay.get(picture) ?? start(picture, bytes, rotate), signal);
    },
    close: () => engine.close(),
  };
}

type SharedAnalysis = {
  readonly facts: Promise<FaceFacts>;
  waiters: number;
  readonly abandon: () => void;
};

/** Waits for the shared analysis; the last one who leaves drops it. */
async function join(shared: SharedAnalysis, signal: AbortSignal | undefined): Promise<FaceFacts> {
  shared.waiters += 1;
  const left = new Promise<never>((_, reject) => {
    const leave = () => reject(new AbandonedError("Nobody waits for this picture any more."));
    if (signal?.aborted) leave();
    else signal?.addEventListener("abort", leave, { once: true });
  });
  try {
    return await Promise.race([shared.facts, left]);
  } finally {
    shared.waiters -= 1;
    if (shared.waiters === 0 && signal?.aborted) shared.abandon();
  }
}

// Measured on V8: the objects of a face take 8 kB, the message that its descriptor is a view of 3.4 kB.
const bytesPerFace = 8_500;
const bytesPerPicture = 4_000;

function measureFacts({ faces }: FaceFacts): number {
  return bytesPerPicture + faces.length * bytesPerFace;
}
