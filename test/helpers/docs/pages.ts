import { readdirSync, readFileSync } from "node:fs";
import { toPackagePath } from "../../../src/package-root.ts";
import { type Block, listBlocks } from "./markdown.ts";

/** The pages whose commands are run, by their path in the clone. */
export function listPages(): string[] {
  const names = readdirSync(toPackagePath("docs")).filter((name) => name.endsWith(".md"));
  return ["README.md", "CONTRIBUTING.md", ...names.sort().map((name) => `docs/${name}`)];
}

/** The text of a page. */
export function readPage(page: string): string {
  return readFileSync(toPackagePath(page), "utf8");
}

/** The blocks of all pages, or of those in the given languages. */
export function readBlocks(...languages: readonly string[]): Block[] {
  const blocks = listPages().flatMap((page) => listBlocks(page, readPage(page)));
  return languages.length === 0 ? blocks : blocks.filter(({ language }) => languages.includes(language));
}

/** Where a block stands, as editors and terminals link it. */
export function toPlace({ page, line }: { readonly page: string; readonly line: number }): string {
  return `${page}:${line}`;
}
