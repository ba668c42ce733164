import type { OnProgress } from "./task.ts";

/** Hears the name of a part of the benchmark and how far it is. */
export type OnPart = (part: string, done: number, total: number) => void;

/** Says that a part begins, and returns what its progress is told to. */
export function follow(part: string, onPart: OnPart): OnProgress {
  onPart(part, 0, 1);
  return (done, total) => onPart(part, done, total);
}
