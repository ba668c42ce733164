import type { Target } from "./row.ts";

/** A column of a table; numbers are aligned to the right. */
export type Column = { readonly title: string; readonly isNumber: boolean };

/** A Markdown table with columns so wide that it is readable as text. */
export function toMarkdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const titles = columns.map(({ title }) => title);
  const widths = titles.map((title, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const toLine = (cells: readonly string[]) => {
    const padded = columns.map(({ isNumber }, index) => {
      const [cell = "", width = 0] = [cells[index], widths[index]];
      return isNumber ? cell.padStart(width) : cell.padEnd(width);
    });
    return `| ${padded.join(" | ")} |`;
  };
  const rule = columns.map(({ isNumber }, index) => {
    const width = (widths[index] ?? 0) + 2;
    return isNumber ? `${"-".repeat(width - 1)}:` : "-".repeat(width);
  });
  return [toLine(titles), `|${rule.join("|")}|`, ...rows.map(toLine)].join("\n");
}

/** A value in a table; a dash stands for what was not measured. */
export function toCell(value: number | undefined, decimals = 1): string {
  if (value === undefined || Number.isNaN(value)) return "-";
  return value.toFixed(Math.abs(value) < 100 ? decimals : 0);
}

/** Whether the target was met, in a word. */
export function toVerdict(target: Target | undefined): string {
  if (target === undefined) return "";
  return target.isMet === undefined ? "not measured" : target.isMet ? "yes" : "NO";
}
