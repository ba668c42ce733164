import type { DetectionFigures } from "./detection-figures.ts";
import { renderDetection } from "./detection-figures.ts";
import { type HashFigures, renderHash } from "./hash-figures.ts";
import { type MatchFigures, renderMatch } from "./match-figures.ts";
import { type PadFigures, renderPad } from "./pad-figures.ts";
import { type QualityFigures, renderQuality } from "./quality-figures.ts";

/** The figures of a folder; sections that were not asked for are left out. */
export type EvalReport = {
  /** Runtime, networks and measures with their versions. */
  readonly engine: string;
  readonly detection?: DetectionFigures;
  readonly match?: MatchFigures;
  readonly quality?: QualityFigures;
  readonly pad?: PadFigures;
  readonly hash?: HashFigures;
};

/** The report as Markdown. */
export function renderReport({ engine, detection, match, quality, pad, hash }: EvalReport): string {
  return [
    `Engine: ${engine}`,
    ...(detection ? [renderDetection(detection)] : []),
    ...(match ? [renderMatch(match)] : []),
    ...(quality ? [renderQuality(quality)] : []),
    ...(pad ? [renderPad(pad)] : []),
    ...(hash ? [renderHash(hash)] : []),
  ].join("\n\n");
}
