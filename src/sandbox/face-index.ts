import { createCoarseTemplates } from "./coarse-templates.ts";
import { assertDescriptor, descriptorLength, toFingerprint } from "./descriptor.ts";
import { createNearest, type NearFace } from "./nearest.ts";

export type { NearFace } from "./nearest.ts";

/** How a search is bounded. */
export type FaceSearch = {
  /** Ids returned at most. */
  readonly limit: number;
  /** The largest Euclidean distance that counts, included. */
  readonly maxDistance: number;
  /** Leaves out ids, such as faces of the same person; asked only for faces that may be near enough. */
  readonly accepts?: (id: string) => boolean;
};

/** Templates of enrolled faces. Searching 100,000 takes a few milliseconds of one core; see docs/benchmarks.md. */
export interface FaceIndex {
  readonly size: number;
  /** Adds a template of 128 finite values under an id; replaces it when the id exists. Throws a RangeError for any other descriptor. */
  put(id: string, descriptor: Float32Array): void;
  /** Forgets an id; false when there is none. */
  remove(id: string): boolean;
  /** The ids nearest to the probe, nearest first, equally near ones in the order of their ids. Throws as {@link FaceIndex.put} does. */
  search(probe: Float32Array, options: FaceSearch): readonly NearFace[];
  clear(): void;
}

/** A template and the ids under which it was enrolled; the same photo gives the same template however often it is sent. */
type Entry = { slot: number; readonly fingerprint: number; readonly ids: Set<string> };

const leastCapacity = 64;

/** An empty index. */
export function createFaceIndex(): FaceIndex {
  const coarse = createCoarseTemplates();
  const byId = new Map<string, Entry>();
  const byFingerprint = new Map<number, Entry>();
  const bySlot: Entry[] = [];
  let templates = new Float32Array(0);

  const resize = (capacity: number) => {
    const resized = new Float32Array(capacity * descriptorLength);
    resized.set(templates.subarray(0, bySlot.length * descriptorLength));
    templates = resized;
    coarse.resize(capacity);
  };
  const toTemplate = (slot: number) =>
    templates.subarray(slot * descriptorLength, (slot + 1) * descriptorLength);
  const write = (slot: number, descriptor: Float32Array) => {
    templates.set(descriptor, slot * descriptorLength);
    coarse.set(slot, descriptor);
  };

  const use = (descriptor: Float32Array): Entry => {
    const fingerprint = toFingerprint(descriptor);
    const known = byFingerprint.get(fingerprint);
    if (known && isSame(toTemplate(known.slot), descriptor)) return known;
    const entry: Entry = { slot: bySlot.length, fingerprint, ids: new Set() };
    const capacity = templates.length / descriptorLength;
    if (entry.slot === capacity) resize(Math.max(leastCapacity, 2 * capacity));
    write(entry.slot, descriptor);
    bySlot.push(entry);
    // Another template with this fingerprint is kept all the same; only its repetitions are not noticed.
    if (!known) byFingerprint.set(fingerprint, entry);
    return entry;
  };
  const drop = (entry: Entry) => {
    if (byFingerprint.get(entry.fingerprint) === entry) byFingerprint.delete(entry.fingerprint);
    const last = bySlot.pop();
    if (!last || last === entry) return;
    // The last template fills the hole, so that a search never passes over an empty slot.
    write(entry.slot, toTemplate(last.slot));
    bySlot[entry.slot] = last;
    last.slot = entry.slot;
  };
  const remove = (id: string): boolean => {
    const entry = byId.get(id);
    if (!entry) return false;
    byId.delete(id);
    entry.ids.delete(id);
    if (entry.ids.size === 0) drop(entry);
    return true;
  };

  return {
    get size() {
      return byId.size;
    },
    put(id, descriptor) {
      assertDescriptor(descriptor);
      remove(id);
      const entry = use(descriptor);
      entry.ids.add(id);
      byId.set(id, entry);
    },
    remove,
    search(probe, { limit, maxDistance, accepts = () => true }) {
      assertDescriptor(probe);
      const nearest = createNearest(limit, maxDistance);
      if (limit < 1) return [];
      coarse.scan(probe, bySlot.length, maxDistance, (slot) => {
        let distance: number | undefined;
        for (const id of bySlot[slot]?.ids ?? []) {
          if (distance !== undefined && !nearest.takes(id, distance)) continue;
          if (!accepts(id)) continue;
          distance ??= measureDistanceAt(templates, slot * descriptorLength, probe);
          nearest.add(id, distance);
        }
        return nearest.reach;
      });
      return nearest.list();
    },
    clear() {
      byId.clear();
      byFingerprint.clear();
      bySlot.length = 0;
      resize(0);
    },
  };
}

function isSame(a: Float32Array, b: Float32Array): boolean {
  return a.every((value, index) => value === b[index]);
}

/** Euclidean distance of the probe to the template that begins at `start`; four sums, as one would wait for itself. */
function measureDistanceAt(templates: Float32Array, start: number, probe: Float32Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let index = 0; index < probe.length; index += 4) {
    const at = start + index;
    a += ((templates[at] ?? 0) - (probe[index] ?? 0)) ** 2;
    b += ((templates[at + 1] ?? 0) - (probe[index + 1] ?? 0)) ** 2;
    c += ((templates[at + 2] ?? 0) - (probe[index + 2] ?? 0)) ** 2;
    d += ((templates[at + 3] ?? 0) - (probe[index + 3] ?? 0)) ** 2;
  }
  return Math.sqrt(a + b + (c + d));
}
