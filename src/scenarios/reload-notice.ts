import { toProblemLine } from "../documents/problem.ts";
import type { ReloadResult } from "./files.ts";

const mostLines = 10;

/** What a person should know of files that were read again, from the readings before and after; undefined when all is well. */
export function toReloadNotice(
  before: ReloadResult,
  { directory, scenarios, problems }: ReloadResult,
): string | undefined {
  if (problems.length === 0)
    return before.problems.length === 0
      ? undefined
      : `the scenarios in ${directory} are good again, ${scenarios} in use.`;
  const left = problems.length - mostLines;
  return [
    `the scenarios in ${directory} changed and cannot be used; the last good ones stay.`,
    ...problems.slice(0, mostLines).map(toProblemLine),
    ...(left > 0 ? [`${left} more: GET /__admin/health has all.`] : []),
  ].join("\n");
}
