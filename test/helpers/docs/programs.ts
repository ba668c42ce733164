import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { toPackagePath } from "../../../src/package-root.ts";
import type { Block } from "./markdown.ts";
import { toPlace } from "./pages.ts";

/** A block of code, the file that it is written to and the JavaScript made from it, both in the given directory. */
export type Program = { readonly block: Block; readonly file: string; readonly compiled: string };

/** What a fragment may use without saying where it comes from. */
const known: Readonly<Record<string, string>> = {
  startServer: 'import { startServer } from "stuntface";',
  connect: 'import { connect } from "stuntface";',
  expect: 'import { expect } from "vitest";',
  https: 'import https from "node:https";',
  readFile: 'import { readFile } from "node:fs/promises";',
  server: 'declare const server: Awaited<ReturnType<typeof import("stuntface").startServer>>;',
  remote: 'declare const remote: ReturnType<typeof import("stuntface").connect>;',
  space: 'declare const space: Awaited<ReturnType<ReturnType<typeof import("stuntface").connect>["space"]>>;',
  photo: "declare const photo: Blob;",
  selfie: "declare const selfie: Blob;",
};

const endings: Readonly<Record<string, string>> = { ts: ".mts", js: ".mjs", cjs: ".cjs" };

const compilerOptions = {
  target: "es2023",
  module: "nodenext",
  lib: ["es2023", "dom"],
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  allowJs: true,
  noEmitOnError: false,
  rootDir: ".",
  outDir: "compiled",
};

/** The languages of blocks that are programs. */
export const codeLanguages = Object.keys(endings);

/** What runs a program: Node or a test framework; undefined for what only others import, and for what uses more than `stuntface` and the page's files. */
export function toRunner(block: Block): "node" | "vitest" | undefined {
  const imports = [...block.text.matchAll(/(?:from |require\()"(?<name>[^"]+)"/g)];
  const names = imports.map(({ groups }) => groups?.name ?? "").filter((name) => !/^(node:|\.\/)/.test(name));
  if (!isModule(block) || names.length === 0) return undefined;
  if (names.every((name) => name === "stuntface")) return "node";
  return names.every((name) => /^(vitest|stuntface(\/vitest)?)$/.test(name)) ? "vitest" : undefined;
}

/** Type-checks blocks of code as a project with strict rules would, and compiles them in `directory`; `mistakes` names their places in the page. */
export async function compilePrograms(
  blocks: readonly Block[],
  directory: string,
): Promise<{ programs: Program[]; mistakes: string[] }> {
  const named = blocks.map(({ text }) => /^\/\/ (?<file>[\w.-]+\.[cm]?[jt]s)\n/.exec(text)?.groups?.file);
  const programs = blocks.map((block, index) => {
    const isTest = toRunner(block) === "vitest";
    const own = `program-${index}${isTest ? ".test" : ""}${endings[block.language]}`;
    const file = named.indexOf(named[index]) === index ? (named[index] ?? own) : own;
    return { block, file, compiled: `compiled/${file.replace(/ts$/, "js")}` };
  });
  if (programs.length === 0) return { programs, mistakes: [] };
  for (const { block, file } of programs)
    writeFileSync(
      join(directory, file),
      [...toHead(block), block.text.replaceAll("…", "undefined")].join("\n"),
    );
  const include = programs.map(({ file }) => file);
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions, include }));
  const printed = await runTypeScript(directory);
  return {
    programs,
    mistakes: printed === "" ? [] : printed.split("\n").map((line) => locate(line, programs)),
  };
}

/** A line of the compiler with the place in the page instead of the one in the file. */
function locate(line: string, programs: readonly Program[]): string {
  const { file, row, message } =
    /^(?<file>[\w.-]+)\((?<row>\d+),\d+\): (?<message>.*)$/.exec(line)?.groups ?? {};
  const block = programs.find((program) => program.file === file)?.block;
  if (!block) return line;
  return `${toPlace({ page: block.page, line: block.line + Number(row) - 1 - toHead(block).length })} ${message}`;
}

/** Lines that declare what a fragment uses and does not declare itself. */
function toHead(block: Block): string[] {
  if (isModule(block)) return [];
  const used = Object.entries(known).filter(
    ([name]) =>
      new RegExp(`\\b${name}\\b`).test(block.text) &&
      !new RegExp(`\\b(const|let|function) ${name}\\b|[({] ?${name} ?[},]`).test(block.text),
  );
  return [...used.map(([, line]) => line), "export {};"];
}

function isModule({ text, language }: Block): boolean {
  return /^(import|export) /m.test(text) || /^const .*require\(/m.test(text) || language === "cjs";
}

async function runTypeScript(directory: string): Promise<string> {
  const tsc = toPackagePath("node_modules/typescript/bin/tsc");
  const child = spawn(process.execPath, [tsc, "-p", directory, "--pretty", "false"], {
    cwd: directory,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  await once(child, "close");
  return printed.trim();
}
