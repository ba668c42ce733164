import { shorten } from "../report.ts";
import type { Difference, Judgement } from "./difference.ts";

/** What a comparison found. */
export type DiffReport = {
  /** The address of the service, or the directory of a recording. */
  readonly service: string;
  /** Edition that the emulator answered in; undefined when a running one was asked. */
  readonly edition: string | undefined;
  readonly billed: number;
  /** Questions that both answered. */
  readonly compared: readonly string[];
  /** Questions that were not compared, and why. */
  readonly skipped: ReadonlyMap<string, string>;
  readonly differences: readonly Difference[];
};

const signs: Readonly<Record<Judgement, string>> = { structural: "✗", value: "≠", expected: "·" };

/** How many differences have a judgement. */
export function countJudged({ differences }: DiffReport, judgement: Judgement): number {
  return differences.filter((difference) => difference.judgement === judgement).length;
}

/** The differences for people, those that are expected only when `showsAll`. */
export function renderDiff(report: DiffReport, showsAll: boolean): string {
  const { compared, differences, edition, skipped } = report;
  const blocks = compared.flatMap((question) => {
    const shown = differences.filter(
      (difference) => difference.question === question && (showsAll || difference.judgement !== "expected"),
    );
    return shown.length === 0 ? [] : [question, ...shown.flatMap(renderDifference)];
  });
  const different = new Set(
    differences.flatMap(({ question, judgement }) => (judgement === "expected" ? [] : [question])),
  );
  const expected = countJudged(report, "expected");
  const sums = [
    ...renderSkipped(skipped),
    ...(edition === undefined ? [] : [`The emulator answered in Didit's edition ${edition}.`]),
    `${compared.length} questions compared, ${compared.length - different.size} alike; ` +
      `${countJudged(report, "structural")} structural differences, ${countJudged(report, "value")} in values, ` +
      `${expected} expected${showsAll || expected === 0 ? "" : " (--all shows them)"}.`,
  ];
  return `${[...blocks, ...(blocks.length > 0 ? [""] : []), ...sums].join("\n")}\n`;
}

/** The differences as one JSON document. */
export function toJsonDiff(report: DiffReport): string {
  return JSON.stringify({ ...report, skipped: Object.fromEntries(report.skipped) }, undefined, 2);
}

/** One line for each reason. */
function renderSkipped(skipped: DiffReport["skipped"]): string[] {
  const reasons = new Map<string, string[]>();
  for (const [question, reason] of skipped) reasons.set(reason, [...(reasons.get(reason) ?? []), question]);
  return [...reasons].map(([reason, names]) => `- not compared: ${names.join(", ")}  (${reason})`);
}

function renderDifference({ path, what, service, emulator, judgement }: Difference): string[] {
  const show = (value: string | undefined) => (value === undefined ? "nothing" : shorten(value));
  return [
    `  ${signs[judgement]} ${judgement}  ${path}  (${what})`,
    `      service   ${show(service)}`,
    `      emulator  ${show(emulator)}`,
  ];
}
