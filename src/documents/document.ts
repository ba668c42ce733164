import { type Document, isNode, LineCounter, type ParsedNode, parseAllDocuments, visit } from "yaml";
import type { Problem } from "./problem.ts";

/** Keys and indexes from the root to a value. */
export type Path = readonly (string | number)[];

/** A YAML or JSON document whose values know where they stand in the file. */
export type LocatedDocument = {
  readonly file: string;
  readonly value: unknown;
  /** Problem at the value (or, with `at: "key"`, at the key) that `path` names; the nearest existing parent when it names none. */
  problem(path: Path, message: string, at?: "key" | "value"): Problem;
};

/** Documents of a YAML or JSON text, `---` separates several; syntax errors come back as problems. */
export function parseDocuments(
  file: string,
  text: string,
): { readonly documents: LocatedDocument[]; readonly problems: Problem[] } {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false });
  const all = "empty" in parsed ? [] : parsed;
  const locate = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = [];
  const documents: LocatedDocument[] = [];
  for (const document of all) {
    const faults = [...document.errors, ...document.warnings];
    problems.push(
      ...faults.map((fault) => ({ file, ...locate(fault.pos[0]), path: "", message: fault.message })),
    );
    if (faults.length > 0) continue;
    const resolved = resolve(document);
    if ("message" in resolved) {
      problems.push({ file, ...locate(resolved.offset), path: "", message: resolved.message });
      continue;
    }
    documents.push({
      file,
      value: resolved.value,
      problem: (path, message, at = "value") => {
        const offset = findOffset(document.contents, path, at);
        return { file, ...locate(offset), path: toPathText(path), message };
      },
    });
  }
  return { documents, problems };
}

/** The document's value, or why its aliases lead to none and where. */
function resolve(document: Document.Parsed): { value: unknown } | { message: string; offset: number } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    let offset = document.contents?.range?.[0] ?? 0;
    visit(document, {
      Alias(_key, alias) {
        if (alias.resolve(document) !== undefined) return undefined;
        offset = alias.range?.[0] ?? offset;
        return visit.BREAK;
      },
    });
    const message = `${(error as Error).message}. A text that starts with * or & needs quotes.`;
    return { message, offset };
  }
}

/** `steps[0].outcome.error` */
export function toPathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

function findOffset(root: ParsedNode | null, path: Path, at: "key" | "value"): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, part] of path.entries()) {
    const next = findChild(node, part);
    if (next === undefined) return offset;
    const wanted = at === "key" && depth === path.length - 1 ? next.key : (next.value ?? next.key);
    offset = isNode(wanted) && wanted.range ? wanted.range[0] : offset;
    node = next.value;
  }
  return offset;
}

function findChild(node: unknown, part: string | number): { key: unknown; value: unknown } | undefined {
  if (typeof node !== "object" || node === null || !("items" in node) || !Array.isArray(node.items)) return;
  if (typeof part === "number") {
    const item: unknown = node.items[part];
    return item === undefined ? undefined : { key: item, value: item };
  }
  const pair: unknown = node.items.find(
    (item: { key?: unknown }) => String((item.key as { value?: unknown } | undefined)?.value) === part,
  );
  return pair === undefined ? undefined : (pair as { key: unknown; value: unknown });
}
