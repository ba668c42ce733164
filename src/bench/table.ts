import { measureRatio, type Row, type Target } from "./row.ts";
import { runtimeNames, runtimeTitles } from "./runtimes.ts";

/** The rows as a Markdown table with aligned columns; a dash stands for what was not measured. */
export function toTable(rows: readonly Row[]): string {
  const titles = [
    "",
    "unit",
    ...runtimeNames.map((name) => runtimeTitles[name]),
    "tfjs : 2 threads",
    "target",
    "met",
  ];
  const cells = [titles, ...rows.map(toCells)];
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const [head = "", ...body] = cells.map((row) => toLine(row, widths));
  const rule = `|${widths.map((width, column) => (isNumber(column) ? `${"-".repeat(width + 1)}:` : "-".repeat(width + 2))).join("|")}|`;
  return [head, rule, ...body].join("\n");
}

function toCells(row: Row): string[] {
  const { name, unit, values, target } = row;
  const ratio = measureRatio(row);
  return [
    name,
    unit,
    ...runtimeNames.map((runtime) => toText(values[runtime])),
    ratio === undefined ? "" : toText(ratio),
    target?.text ?? "",
    toVerdict(target),
  ];
}

function toVerdict(target: Target | undefined): string {
  if (target === undefined) return "";
  return target.isMet === undefined ? "not measured" : target.isMet ? "yes" : "NO";
}

function toText(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "-";
  return value.toFixed(Math.abs(value) < 100 ? 1 : 0);
}

function isNumber(column: number): boolean {
  return column >= 2 && column <= runtimeNames.length + 2;
}

function toLine(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) => {
    const width = widths[column] ?? 0;
    return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
  });
  return `| ${padded.join(" | ")} |`;
}
