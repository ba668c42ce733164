import { type Document, isAlias, isCollection, isPair, isScalar, type Node } from "yaml";

/** Something in a document that keeps it from being read; `offset` counts characters from the start of the text. */
export type Fault = { readonly message: string; readonly offset: number };

/** Says that a document is nested more deeply than anybody can mean. */
export const tooDeep = "is nested too deeply.";

/** Collections in one another: every function that goes down into a value can rely on it. */
const maxDepth = 100;
// Files written by hand stay far below both; the library takes minutes to follow tens of thousands of aliases.
const maxAliases = 1000;
const maxRepeatedNodes = 100_000;

/** What is wrong with a document although its syntax is right. Takes time linear in its length. */
export function findFaults({ contents }: Document.Parsed): Fault[] {
  const faults: Fault[] = [];
  const anchors = new Map<string, Node>();
  const sizes = new Map<unknown, number>();
  const ancestors = new Set<unknown>();
  let aliases = 0;
  let repeated = 0;
  const refuse = (node: unknown, message: string) => faults.push({ message, offset: toOffset(node) });

  /** How many nodes the node stands for, aliases written out. */
  const measure = (node: unknown): number => {
    if (isPair(node)) return measure(node.key) + measure(node.value);
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      const name = `the alias *${node.source}`;
      aliases += 1;
      if (target === undefined)
        refuse(node, `${name} names nothing. A text that starts with * or & needs quotes.`);
      else if (ancestors.has(target)) refuse(node, `${name} stands inside of what it names.`);
      else if (aliases === maxAliases + 1) refuse(node, `has more than ${maxAliases} aliases.`);
      const size = sizes.get(target) ?? 1;
      const wasBounded = repeated <= maxRepeatedNodes;
      repeated += size;
      if (wasBounded && repeated > maxRepeatedNodes)
        refuse(node, "the aliases stand for too much when they are written out.");
      return size;
    }
    if (isScalar(node) && node.anchor) anchors.set(node.anchor, node);
    if (!isCollection(node)) return 1;
    if (node.anchor) anchors.set(node.anchor, node);
    if (ancestors.size === maxDepth) {
      refuse(node, tooDeep);
      return 1;
    }
    ancestors.add(node);
    const size = node.items.reduce<number>((sum, item) => sum + measure(item), 1);
    ancestors.delete(node);
    sizes.set(node, size);
    faults.push(...findTwins(node.items));
    return size;
  };

  measure(contents);
  return faults.sort((a, b) => a.offset - b.offset);
}

/** The library compares each key with all others; a set does the same in linear time. */
function findTwins(items: readonly unknown[]): Fault[] {
  const seen = new Set<string>();
  return items.flatMap((item) => {
    if (!isPair(item) || !isScalar(item.key)) return [];
    const name = String(item.key.value ?? "");
    const isTwin = seen.has(name);
    seen.add(name);
    return isTwin ? [{ message: "Map keys must be unique.", offset: toOffset(item.key) }] : [];
  });
}

function toOffset(node: unknown): number {
  return (node as Partial<Node>).range?.[0] ?? 0;
}
