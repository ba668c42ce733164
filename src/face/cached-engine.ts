import { createHash } from "node:crypto";
import type { FaceEngine } from "./engine.ts";
import type { FaceFacts } from "./facts.ts";

/**
 * The engine with a memory of at most `maxBytes` of facts, the ones used last: the same bytes are not looked at twice, and
 * calls with the same bytes at the same time share one analysis. Pictures are not kept, and failures are not remembered.
 */
export function createCachedEngine(engine: FaceEngine, maxBytes: number): FaceEngine {
  const known = new Map<string, FaceFacts>();
  const underWay = new Map<string, Promise<FaceFacts>>();
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

  return {
    get version() {
      return engine.version;
    },
    ready: engine.ready,
    async analyze(bytes, options) {
      const digest = createHash("sha256").update(bytes).digest("hex");
      const key = `${digest} ${options.rotate} ${engine.version}`;
      const facts = known.get(key);
      if (facts) {
        // Moved to the end, where the ones used last stand.
        known.delete(key);
        known.set(key, facts);
        return facts;
      }
      const shared = underWay.get(key);
      if (shared) return shared;
      const analysis = engine.analyze(bytes, options);
      underWay.set(key, analysis);
      try {
        const result = await analysis;
        remember(key, result);
        return result;
      } finally {
        underWay.delete(key);
      }
    },
    close: () => engine.close(),
  };
}

// A face is 68 points of two numbers, 128 floats and some fifty numbers more; objects in V8 take about this much.
const bytesPerFace = 6_000;
const bytesPerPicture = 500;

function measureFacts({ faces }: FaceFacts): number {
  return bytesPerPicture + faces.length * bytesPerFace;
}
