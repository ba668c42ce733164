import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The `vendor_data` of the measured call, which one scenario selects. */
export const forcedUser = "bench-user";
/** Id of the scenario that answers the measured call. */
export const forcedScenario = "the-forced-call";

/** One scenario file; the path is relative to the directory of the scenarios. */
export type ScenarioFile = { readonly path: string; readonly text: string };

/**
 * `count` files with a scenario each, of which only the last in path order selects the measured call. Of the others 70 % name
 * one user, 15 % a group of users by a glob, 15 % a header.
 */
export function createScenarioFiles(count: number): ScenarioFile[] {
  const others = Array.from({ length: count - 1 }, (_, index) => ({
    path: `suite-${toDigits(index % suites)}/case-${toDigits(index)}.yaml`,
    text: `operation: didit.face-match\nwhen: ${toWhen(index)}\n${outcomes[index % outcomes.length]}\n`,
  }));
  // The last one of equal weight has to wait until all others were tried.
  const forced = {
    path: `${forcedScenario}.yaml`,
    text: `operation: didit.face-match\nwhen: { vendor_data: ${forcedUser} }\noutcome: { warnings: [], score: 95, status: Approved, detection: skip }\n`,
  };
  return [...others, forced];
}

const suites = 20;

const outcomes = [
  "outcome: { error: insufficient_credits }",
  "outcome: { warnings: [LOW_FACE_MATCH_SIMILARITY], detection: skip }",
  "outcome: { score: 12, detection: skip }",
  "steps:\n  - outcome: { error: unavailable }\n    times: 2\n  - outcome: real\nafter: real",
  "outcome: real",
] as const;

function toWhen(index: number): string {
  const turn = index % suites;
  if (turn < 14) return `{ vendor_data: user-${toDigits(index)} }`;
  if (turn < 16) return `{ vendor_data: "tenant-${toDigits(index)}-*" }`;
  if (turn < 17) return `{ vendor_data: "*-retry-${toDigits(index)}" }`;
  return `{ header: { x-test-case: case-${toDigits(index)} } }`;
}

function toDigits(index: number): string {
  return String(index).padStart(4, "0");
}

/** A temporary directory with these files, and how to remove it. */
export function createScenarioFolder(files: readonly ScenarioFile[]): {
  readonly path: string;
  readonly remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), "stuntface-bench-"));
  for (const { path, text } of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
