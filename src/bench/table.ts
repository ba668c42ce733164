import { toCell, toMarkdownTable, toVerdict } from "./markdown-table.ts";
import { measureRatio, type Row } from "./row.ts";
import { runtimeNames, runtimeTitles } from "./runtimes.ts";

const columns = [
  { title: "", isNumber: false },
  { title: "unit", isNumber: false },
  ...runtimeNames.map((name) => ({ title: runtimeTitles[name], isNumber: true })),
  { title: "tfjs : 2 threads", isNumber: true },
  { title: "target", isNumber: false },
  { title: "met", isNumber: false },
];

/** The rows as a Markdown table with aligned columns; a dash stands for what was not measured. */
export function toTable(rows: readonly Row[]): string {
  return toMarkdownTable(columns, rows.map(toCells));
}

function toCells(row: Row): string[] {
  const { name, unit, values, target } = row;
  const ratio = measureRatio(row);
  return [
    name,
    unit,
    ...runtimeNames.map((runtime) => toCell(values[runtime])),
    ratio === undefined ? "" : toCell(ratio),
    target?.text ?? "",
    toVerdict(target),
  ];
}
