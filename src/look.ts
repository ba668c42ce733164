import { performance } from "node:perf_hooks";
import { UnreadableImageError } from "./face/engine.ts";
import type { FaceFacts } from "./face/facts.ts";
import { createPlausibleFacts } from "./face/plausible.ts";
import type { Notes } from "./journal/notes.ts";
import { toSeenPicture } from "./journal/seen-picture.ts";
import type { ImageInput, ParsedRequest } from "./providers/provider.ts";
import { toSeen } from "./scenarios/seen.ts";
import type { Services } from "./services.ts";

/** Facts of each picture in the order of the request, or why there are none. */
export type Look = PromiseSettledResult<FaceFacts>;

/** Whose pictures are looked at, and where it is noted what was found. */
export type Looking = {
  readonly request: ParsedRequest;
  readonly notes: Notes;
  readonly signal: AbortSignal;
};

/** Notes the perceptual hashes of the call's pictures. */
export async function addHashes(
  { request, notes }: Pick<Looking, "request" | "notes">,
  { fingerprints }: Services,
): Promise<void> {
  const { call } = notes;
  if (!call) return;
  const files = call.files.map(async (file) => {
    const image = request.images.find(({ name }) => name === file.name);
    return image ? { ...file, perceptualHash: await fingerprints.measure(image.bytes, file.sha256()) } : file;
  });
  notes.call = { ...call, files: await Promise.all(files) };
}

/** Looks at the pictures and notes what was found; a picture that cannot be decoded is a result, other failures throw. */
export async function look(
  { request, notes, signal }: Looking,
  { engine, fingerprints }: Services,
): Promise<readonly Look[]> {
  const looks = await Promise.allSettled(
    request.images.map(async (image) =>
      image.bytes.length === 0
        ? createPlausibleFacts(image.widthPx ?? 0, image.heightPx ?? 0)
        : engine.analyze(image.bytes, { rotate: request.rotate, signal }),
    ),
  );
  for (const result of looks)
    if (result.status === "rejected" && !(result.reason instanceof UnreadableImageError)) throw result.reason;
  const found = new Map<string, { readonly image: ImageInput; readonly facts: FaceFacts }>();
  for (const [index, result] of looks.entries()) {
    const image = request.images[index];
    // What was made up was not seen.
    if (image && image.bytes.length > 0 && result.status === "fulfilled")
      found.set(image.name, { image, facts: result.value });
  }
  notes.pictures = [...found.values()].map(({ image, facts }) => toSeenPicture(image, facts));
  const { call } = notes;
  const files = call?.files.map((file) => {
    const facts = found.get(file.name)?.facts;
    if (!facts) return file;
    if (facts.perceptualHash !== undefined) fingerprints.remember(file.sha256(), facts.perceptualHash);
    return {
      ...file,
      seen: toSeen(facts),
      perceptualHash: facts.perceptualHash ?? file.perceptualHash,
      widthPx: facts.widthPx,
      heightPx: facts.heightPx,
    };
  });
  if (call && files) notes.call = { ...call, files };
  return looks;
}

/** A picture that nobody looked at, with one plausible face in it. */
export function makeUp({ widthPx, heightPx }: ImageInput): Look {
  if (widthPx !== undefined && heightPx !== undefined)
    return { status: "fulfilled", value: createPlausibleFacts(widthPx, heightPx) };
  return { status: "rejected", reason: new UnreadableImageError("The file is no picture.") };
}

/** The result of the work, its time noted under the stage. */
export async function timed<T>({ timings }: Notes, stage: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    timings[stage] = (timings[stage] ?? 0) + performance.now() - start;
  }
}
