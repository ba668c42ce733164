import { spawnSync } from "node:child_process";
import type { Block } from "./markdown.ts";

/** A command of a page and what the page says about its end. */
export type Command = {
  readonly page: string;
  readonly line: number;
  /** As it is written, comments left in. */
  readonly text: string;
  /** `# 403: …` behind the command: the status of its last call; otherwise below 400. */
  readonly status: number | undefined;
  /** `# exit 1: …` behind the command: its exit code; otherwise 0. */
  readonly exitCode: number;
  /** What it prints: the lines `# {…}` below it, or the block of text or JSON below its block. */
  readonly answer: string | undefined;
};

/** The commands of a block of shell, `below` being the block directly under it. */
export function listCommands(block: Block, below: Block | undefined): Command[] {
  const { page } = block;
  const commands: Command[] = [];
  const lines = block.text.split("\n");
  for (let start = 0; start < lines.length; ) {
    const end = findEnd(lines, start);
    const text = lines.slice(start, end).join("\n");
    const said = /^# (?<answer>[{["…].*)/.exec(text)?.groups?.answer;
    const last = commands.at(-1);
    if (said !== undefined && last)
      commands.splice(-1, 1, { ...last, answer: [last.answer, said].filter(Boolean).join("\n") });
    else if (text.trim() !== "" && !text.startsWith("#"))
      commands.push({ page, line: block.line + start, text, answer: undefined, ...readEnd(text) });
    start = end;
  }
  const last = commands.at(-1);
  if (last && below?.above === block && ["json", "text"].includes(below.language))
    commands.splice(-1, 1, { ...last, answer: below.text });
  return commands;
}

function readEnd(text: string): { status: number | undefined; exitCode: number } {
  const { status, code } = /\s# (?:(?<status>[1-5]\d\d)|exit (?<code>\d+))\b/.exec(text)?.groups ?? {};
  return { status: status === undefined ? undefined : Number(status), exitCode: Number(code ?? 0) };
}

/** Index after the last line of the command that begins at `start`. */
function findEnd(lines: readonly string[], start: number): number {
  const heredoc = /<<-?\s*['"]?(?<word>\w+)/.exec(lines[start] ?? "")?.groups?.word;
  if (heredoc !== undefined) {
    const last = lines.indexOf(heredoc, start);
    if (last !== -1) return last + 1;
  }
  let end = start + 1;
  while (end < lines.length && !isWhole(lines.slice(start, end).join("\n"))) end += 1;
  return end;
}

/** Whether bash would run the text instead of waiting for more. */
function isWhole(text: string): boolean {
  if (text.endsWith("\\")) return false;
  const couldGoOn = /['"({|]|\b(for|while|if|case|until|do)\b/.test(text);
  return !couldGoOn || spawnSync("bash", ["-n"], { input: text }).status === 0;
}
