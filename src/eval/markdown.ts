/** A Markdown table; the first column is aligned to the left, all others to the right, padded so that it is readable as text. */
export function renderTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) =>
    Math.max(3, ...[header, ...rows].map((row) => (row[column] ?? "").length)),
  );
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const toLine = (row: readonly string[]) => `| ${header.map((_, i) => pad(row[i] ?? "", i)).join(" | ")} |`;
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [toLine(header), toLine(rule), ...rows.map(toLine)].join("\n");
}

/** A share 0..1 as percent with one decimal; a dash where there was nothing to count. */
export function toPercent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : "-";
}

/** A number with so many decimals; a dash where there was nothing to measure. */
export function toFixed(value: number, decimals: number): string {
  return Number.isFinite(value) ? value.toFixed(decimals) : "-";
}

/** At most ten names, and how many more there are. */
export function toNameList(names: readonly string[]): string {
  const more = names.length - 10;
  return `${names.slice(0, 10).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
