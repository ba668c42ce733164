import type { Job } from "./job.ts";

/** What a store may hold. */
export type JobBounds = {
  /** Jobs that are not delivered yet; when there are more, the oldest is dropped. */
  readonly maxQueued: number;
  /** Jobs that are kept when they are over. */
  readonly maxKept: number;
  /** Characters of all contents together. */
  readonly maxChars: number;
};

/** The jobs of one queue by event id, the pending ones and those that are over. */
export interface JobStore {
  /** All, the last sent first. */
  list(): readonly Job[];
  pending(): readonly Job[];
  find(eventId: string): Job | undefined;
  /** Puts a job where its state belongs, and makes room. */
  put(job: Job): void;
  delete(job: Job): void;
}

/** An empty store. `drop` must end a pending job and put it back with its new state. */
export function createJobStore(bounds: JobBounds, drop: (job: Job) => void): JobStore {
  const pending = new Map<string, Job>();
  const over = new Map<string, Job>();
  let chars = 0;

  const find = (eventId: string) => pending.get(eventId) ?? over.get(eventId);
  const remove = (job: Job) => {
    if (find(job.eventId) !== job) return;
    pending.delete(job.eventId);
    over.delete(job.eventId);
    chars -= job.content?.length ?? 0;
  };
  const isTooLong = () => chars > bounds.maxChars;
  const trimOver = () => {
    for (const job of over.values()) {
      if (over.size <= bounds.maxKept && !(isTooLong() && pending.size + over.size > 1)) return;
      remove(job);
    }
  };

  return {
    list: () => [...pending.values(), ...over.values()].toSorted((a, b) => b.order - a.order),
    pending: () => [...pending.values()],
    find,
    put(job) {
      remove(job);
      (job.state === "pending" ? pending : over).set(job.eventId, job);
      chars += job.content?.length ?? 0;
      trimOver();
      while (pending.size > bounds.maxQueued || (isTooLong() && pending.size > 1)) {
        const oldest = findOldest(pending, job);
        if (!oldest) return;
        drop(oldest);
      }
    },
    delete: remove,
  };
}

/** One that is under way may have arrived already, so it is only taken when no other waits but the newest. */
function findOldest(pending: ReadonlyMap<string, Job>, newest: Job): Job | undefined {
  for (const job of pending.values()) if (!job.underWay && job !== newest) return job;
  const [first] = pending.values();
  return first;
}
