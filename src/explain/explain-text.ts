import type { FileRecord } from "../journal/record.ts";
import type { ExplainedScenario, Explanation } from "./explanation.ts";

/** Room for one value on a line; digests are cut shorter. */
const maxValue = 48;
const maxTextBytes = 4000;

/** The explanation for people, at most 4 kB of printable text. */
export function toExplainText({ call, scenarios, omitted, hints }: Explanation): string {
  const { method, path, space, status, outcome, scenario, files } = call;
  const how =
    scenario !== "none"
      ? `${outcome} by ${scenario}`
      : outcome === "error"
        ? "an order that cannot be carried out"
        : status === 200
          ? "real detection (no scenario matched)"
          : "refused by the contract (no scenario answered)";
  const head = `${method} ${path}  space ${space}  -> ${status ?? "no answer"} ${how}`;
  const rows = scenarios.map((item) => toRows(item));
  const cells = rows.flatMap(({ lines }) => lines.filter((line) => typeof line !== "string"));
  const width = (index: number) => Math.max(0, ...cells.map((line) => line[index]?.length ?? 0));
  const widths = [width(0), width(1), width(2), width(3)];
  const indent = " ".repeat(2 + (widths[0] ?? 0) + 2 + (widths[1] ?? 0) + 2);
  const lines = [
    head,
    ...files.map(toFileLine),
    ...rows.flatMap(({ lines }) =>
      lines.map((line) =>
        typeof line === "string"
          ? `${indent}${line}`
          : `  ${line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ")}`.trimEnd(),
      ),
    ),
    ...(omitted > 0 ? [`  … and ${omitted} more, farther away`] : []),
    ...hints.map((hint) => `  hint: ${hint}`),
  ];
  return toPrintable(lines);
}

type Line = readonly string[] | string;

function toRows({ id, verdict, differences, reason, hints }: ExplainedScenario): {
  readonly lines: readonly Line[];
} {
  const notes = hints.map((hint) => `hint: ${hint}`);
  if (verdict === "answered") return { lines: [[id, "yes", "answered"]] };
  if (verdict === "passed") return { lines: [[id, "no", `matches, but ${reason ?? ""}`]] };
  const lines = differences.map(({ selector, want, got }, index) => [
    index === 0 ? id : "",
    index === 0 ? "no" : "",
    selector,
    `want ${toShort(want)}`,
    `got ${got === null ? "nothing" : toShort(got)}${differences.length === 1 ? "  <- the only difference" : ""}`,
  ]);
  return { lines: [...lines, ...notes] };
}

function toFileLine({
  name,
  filename,
  format,
  widthPx,
  heightPx,
  bytes,
  sha256,
  phash,
  seen,
}: FileRecord): string {
  const size = widthPx === null ? "" : ` ${widthPx}x${heightPx}`;
  const weight = bytes < 1000 ? `${bytes} B` : `${Math.round(bytes / 1000)} kB`;
  const faces = seen
    ? `  ${seen.faces} face${seen.faces === 1 ? "" : "s"}${seen.detection_score === undefined ? "" : ` (${seen.detection_score})`}`
    : "";
  const hash = phash === null ? "" : `  phash ${phash}`;
  return `  ${name}  ${filename}  ${format ?? "no picture"}${size}  ${weight}  sha256 ${sha256.slice(0, 8)}…${hash}${faces}`;
}

function toShort(value: string): string {
  const digest = value.replace(/\b([0-9a-f]{8})[0-9a-f]{56}\b/g, "$1…");
  return digest.length > maxValue ? `${digest.slice(0, maxValue - 1)}…` : digest;
}

/** Drops what a terminal would act on, and the lines that find no room. */
function toPrintable(lines: readonly string[]): string {
  let text = "";
  for (const line of lines) {
    const clean = line.replace(/[\p{Cc}\p{Cf}]/gu, "?").slice(0, 400);
    if (Buffer.byteLength(text) + Buffer.byteLength(clean) + 1 > maxTextBytes - 4) return `${text}…\n`;
    text += `${clean}\n`;
  }
  return text;
}
