import type { WrittenScenario } from "./schema.ts";

/** A scenario whose text was found good: plain data that can cross a thread's border. */
export type ScenarioDraft = {
  readonly id: string;
  /** File and line it comes from. */
  readonly source: string;
  /** Operations that it can answer; undefined stands for all. */
  readonly operations: readonly string[] | undefined;
  readonly written: WrittenScenario;
};
