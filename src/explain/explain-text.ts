import type { FileRecord } from "../journal/record.ts";
import { dryRunId, type ExplainedCall, type ExplainedScenario, type Explanation } from "./explanation.ts";

/** Room for one value on a line; digests are cut shorter. */
const maxValue = 48;
const maxPath = 120;
const maxLine = 400;
const maxTextBytes = 4000;

/** The explanation for people, at most 4 kB of printable text: the call, what is known of it, then the scenarios. */
export function toExplainText({ call, scenarios, omitted, hints }: Explanation): string {
  const rows = scenarios.flatMap(toRows);
  const width = (index: number, isFull: boolean) =>
    Math.max(
      0,
      ...rows.flatMap((line) =>
        isText(line) || (isFull && line.length < 5) ? [] : (line[index]?.length ?? 0),
      ),
    );
  const widths = [width(0, false), width(1, false), width(2, true), width(3, true)];
  const indent = " ".repeat(2 + (widths[0] ?? 0) + 2 + (widths[1] ?? 0) + 2);
  const lines = [
    toHead(call),
    ...call.files.map((file) => toFileLine(file, call.requestId === dryRunId)),
    ...hints.map((hint) => `  hint: ${hint}`),
    ...rows.map((line) =>
      isText(line)
        ? `${indent}${line}`
        : `  ${line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ")}`.trimEnd(),
    ),
    ...(omitted > 0 ? [`  … and ${omitted} more scenario${omitted === 1 ? "" : "s"}, farther away`] : []),
  ];
  return toPrintable(lines);
}

function toHead(call: ExplainedCall): string {
  const { requestId, method, path, space, operation, status } = call;
  const how = toHow(call);
  if (requestId === dryRunId) return `dry run of ${operation}  space ${space}  -> ${how}`;
  const shown = toVisible(path).slice(0, maxPath);
  return `${method} ${shown}  space ${space}  -> ${status ?? "no answer"} ${how}`;
}

function toHow({ scenario, outcome, operation, status, isRefused, files }: ExplainedCall): string {
  if (scenario !== "none") return `${outcome} by ${scenario}`;
  if (operation === null) return "no endpoint takes it";
  if (outcome === "error") return "an order that cannot be carried out";
  if (isRefused) return "refused by the contract (no scenario answered)";
  if (status === 499) return "the client left";
  if (status !== null && status >= 500) return "the server itself failed";
  return `real ${files.length > 0 ? "detection" : "answer"} (no scenario matched)`;
}

/** A line of cells (five for a difference, three for a verdict), or a note below one. */
type Line = readonly string[] | string;

const isText = (line: Line): line is string => typeof line === "string";

function toRows({ id, source, verdict, differences, reason, hints }: ExplainedScenario): readonly Line[] {
  const name = toShort(id);
  if (verdict === "answered")
    return [[name, "yes", source === "gone" ? "answered; used up, removed or replaced since" : "answered"]];
  if (verdict === "passed") return [[name, "no", `matches, but ${reason ?? ""}`]];
  if (reason !== undefined) return [[name, "no", reason]];
  const lines = differences.map(({ selector, want, got }, index) => [
    index === 0 ? name : "",
    index === 0 ? "no" : "",
    toShort(selector),
    `want ${toShort(want)}`,
    `got ${got === null ? "nothing" : toShort(got)}${differences.length === 1 ? "  <- the only difference" : ""}`,
  ]);
  return [...lines, ...hints.map((hint) => `hint: ${hint}`)];
}

/** Of a file that was not sent only what is known of it. */
function toFileLine(file: FileRecord, isImagined: boolean): string {
  const { name, filename, format, widthPx, heightPx, bytes, sha256, phash, seen } = file;
  const size = widthPx === null ? "" : ` ${widthPx}x${heightPx}`;
  const weight = bytes < 1000 ? `${bytes} B` : `${Math.round(bytes / 1000)} kB`;
  const score = seen?.detection_score === undefined ? "" : ` (${seen.detection_score})`;
  const cells = [
    name,
    filename,
    isImagined && format === null ? size.trim() : `${format ?? "no picture"}${size}`,
    isImagined && bytes === 0 ? "" : weight,
    sha256 === "" ? "" : `sha256 ${sha256.slice(0, 8)}…`,
    phash === null ? "" : `phash ${phash}`,
    seen ? `${seen.faces} face${seen.faces === 1 ? "" : "s"}${score}` : "",
  ];
  return `  ${cells.filter((cell) => cell !== "").join("  ")}`;
}

function toShort(value: string): string {
  const text = toVisible(value.replace(/\b([0-9a-f]{8})[0-9a-f]{56}\b/g, "$1…"));
  return text.length > maxValue ? `${text.slice(0, maxValue - 1)}…` : text;
}

/** What a terminal would act on or not show at all, as escapes. */
function toVisible(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
  });
}

/** Lines of printable text; those that find no room are left out. */
function toPrintable(lines: readonly string[]): string {
  let text = "";
  for (const line of lines) {
    const shown = [...toVisible(line)].slice(0, maxLine).join("");
    if (Buffer.byteLength(text) + Buffer.byteLength(shown) + 1 > maxTextBytes - 4) return `${text}…\n`;
    text += `${shown}\n`;
  }
  return text;
}
