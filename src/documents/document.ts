import { type Document, isNode, LineCounter, type ParsedNode, parseAllDocuments, type YAMLError } from "yaml";
import { type Fault, findFaults, tooDeep } from "./inspect.ts";
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
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const all = "empty" in parsed ? [] : parsed;
  const locate = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = [];
  const documents: LocatedDocument[] = [];
  for (const document of all) {
    const resolved = resolve(document);
    if ("faults" in resolved) {
      problems.push(
        ...resolved.faults
          .slice(0, maxFaults)
          .map(({ offset, message }) => ({ file, ...locate(offset), path: "", message })),
      );
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

// One wrong sign can make thousands of lines wrong.
const maxFaults = 100;

/** The document's value, or why there is none. */
function resolve(document: Document.Parsed): { value: unknown } | { faults: readonly Fault[] } {
  const written = [...document.errors, ...document.warnings].map(toFault);
  const deep = written.find(({ message }) => message === tooDeep);
  if (deep) return { faults: [deep] };
  const faults = written.length > 0 ? written : findFaults(document);
  // Aliases are counted above, with less effort.
  return faults.length > 0 ? { faults } : { value: document.toJS({ maxAliasCount: -1 }) };
}

function toFault({ message, pos: [offset] }: YAMLError): Fault {
  return { message: message === "Maximum call stack size exceeded" ? tooDeep : message, offset };
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
