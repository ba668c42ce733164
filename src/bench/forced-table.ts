import type { ForcedRow } from "./forced-rows.ts";
import { toCell, toMarkdownTable, toVerdict } from "./markdown-table.ts";

const columns = [
  { title: "", isNumber: false },
  { title: "unit", isNumber: false },
  { title: "Stuntface", isNumber: true },
  { title: "bare Fastify", isNumber: true },
  { title: "Stuntface : bare", isNumber: true },
  { title: "target", isNumber: false },
  { title: "met", isNumber: false },
  { title: "others, not measured here", isNumber: false },
];

/** The rows of forced outcomes as a Markdown table; a dash stands for what was not measured. */
export function toForcedTable(rows: readonly ForcedRow[]): string {
  return toMarkdownTable(columns, rows.map(toCells));
}

function toCells({ name, unit, value, bare, ratio, target, others }: ForcedRow): string[] {
  return [
    name,
    unit,
    toCell(value),
    bare === undefined ? "" : toCell(bare),
    ratio === undefined ? "" : toCell(ratio, 2),
    target?.text ?? "",
    toVerdict(target),
    others ?? "",
  ];
}
