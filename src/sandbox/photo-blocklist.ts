import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { toMaxDistance, toSimilarity } from "../face/comparison.ts";
import { EngineBusyError, type FaceEngine } from "../face/engine.ts";
import type { FaceFacts } from "../face/facts.ts";
import { toUuid } from "../identity.ts";
import type { EnrolledFace } from "./enrolled-faces.ts";
import { createFaceIndex } from "./face-index.ts";
import type { PhotoFolder } from "./photo-folder.ts";

/** A blocklisted face; one from a photo belongs to no session, so its id is made from the file and its number is 0. */
export type BlockedFace = {
  readonly face: Pick<EnrolledFace, "sessionId" | "sessionNumber">;
  readonly similarity: number;
};

/** Faces that no space lets pass. */
export interface PhotoBlocklist {
  /** The most alike face, if one is at least so alike (0..1). Waits until all photos were looked at. */
  find(probe: Float32Array, minSimilarity: number): Promise<BlockedFace | undefined>;
  /** Looks at no more photos. */
  close(): void;
}

/** A blocklist without photos. */
export const noPhotos: PhotoBlocklist = { find: async () => undefined, close: () => undefined };

const busyPauseMs = 50;
const progressStep = 100;
const shownNames = 10;

/** The faces in these photos, the largest of each; they are looked at one by one as soon as the engine is ready. */
export function loadPhotoBlocklist(
  { directory, names }: PhotoFolder,
  engine: FaceEngine,
  onNotice: (message: string) => void = () => undefined,
): PhotoBlocklist {
  const index = createFaceIndex();
  const closing = new AbortController();

  const add = async (name: string): Promise<"added" | "faceless" | "unreadable"> => {
    try {
      const bytes = await readFile(join(directory, name));
      const [face] = (await analyze(engine, bytes, closing.signal)).faces;
      if (!face) return "faceless";
      index.put(toUuid(createHash("sha256").update(bytes).digest()), face.descriptor);
      return "added";
    } catch {
      // One bad file must not take the others off the list; the notice names it.
      return "unreadable";
    }
  };
  const load = async () => {
    await engine.ready;
    const left: Record<"faceless" | "unreadable", string[]> = { faceless: [], unreadable: [] };
    for (const [count, name] of names.entries()) {
      if (closing.signal.aborted) return;
      if (count > 0 && count % progressStep === 0)
        onNotice(`blocklist: ${count} of ${names.length} photos looked at`);
      const result = await add(name);
      if (result !== "added") left[result].push(name);
    }
    if (!closing.signal.aborted) onNotice(toSummary(names.length, left));
  };
  // An engine that cannot be loaded fails the calls by itself.
  const loaded = load().catch(() => undefined);

  return {
    async find(probe, minSimilarity) {
      await loaded;
      const [nearest] = index.search(probe, { limit: 1, maxDistance: toMaxDistance(minSimilarity) });
      return (
        nearest && {
          face: { sessionId: nearest.id, sessionNumber: 0 },
          similarity: toSimilarity(nearest.distance),
        }
      );
    },
    close: () => closing.abort(),
  };
}

/** The facts of a photo; where the callers fill the engine's queue, once there is room in it. */
async function analyze(engine: FaceEngine, bytes: Buffer, signal: AbortSignal): Promise<FaceFacts> {
  for (;;) {
    try {
      return await engine.analyze(bytes, { rotate: false, signal });
    } catch (error) {
      if (!(error instanceof EngineBusyError)) throw error;
      await sleep(busyPauseMs, undefined, { ref: false, signal });
    }
  }
}

function toSummary(
  count: number,
  { faceless, unreadable }: Readonly<Record<"faceless" | "unreadable", readonly string[]>>,
): string {
  const parts = [
    `${count} ${count === 1 ? "photo" : "photos"}`,
    ...(faceless.length > 0 ? [`${faceless.length} without a face: ${toNames(faceless)}`] : []),
    ...(unreadable.length > 0 ? [`${unreadable.length} unreadable: ${toNames(unreadable)}`] : []),
  ];
  return `blocklist: ${parts.join(", ")}`;
}

function toNames(names: readonly string[]): string {
  const more = names.length - shownNames;
  return `${names.slice(0, shownNames).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
