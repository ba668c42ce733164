type Fault = { readonly message: string; readonly at: number };
type Step = { readonly at: number; readonly expects: Expectation };
type Expectation = "value" | "value or end" | "key" | "key or end" | "comma or end";

const space = /[ \t\n\r]*/y;
const scalar = /null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const constant = /NaN|-?Infinity/y;

/** What Python's json module says of a text that is no JSON; it never quotes the text. */
export function findJsonFault(text: string): string {
  const open: ("{" | "[")[] = [];
  let step: Step = { at: skip(text, 0), expects: "value" };
  for (;;) {
    const next: Step | Fault | string = advance(text, step, open);
    if (typeof next === "string") return next;
    if ("message" in next) return `${next.message}: ${toPlace(text, next.at)}`;
    step = next;
  }
}

/** One value, key or delimiter further; a whole message where the place is not told. */
function advance(text: string, { at, expects }: Step, open: ("{" | "[")[]): Step | Fault | string {
  const char = text[at];
  const after = (end: number, expects: Expectation): Step => ({ at: skip(text, end), expects });
  if (expects === "comma or end") {
    const innermost = open.at(-1);
    if (innermost === undefined) return { message: "Extra data", at };
    if (char === ",") return after(at + 1, innermost === "{" ? "key" : "value");
    if (char !== (innermost === "{" ? "}" : "]")) return { message: "Expecting ',' delimiter", at };
    open.pop();
    return after(at + 1, expects);
  }
  const isEnd = (expects === "key or end" && char === "}") || (expects === "value or end" && char === "]");
  if (isEnd) return { at, expects: "comma or end" };
  if (expects === "key" || expects === "key or end") {
    if (char !== '"') return { message: "Expecting property name enclosed in double quotes", at };
    const end = readString(text, at);
    if (typeof end !== "number") return end;
    const colon = skip(text, end);
    return text[colon] === ":"
      ? after(colon + 1, "value")
      : { message: "Expecting ':' delimiter", at: colon };
  }
  if (char === "{" || char === "[") {
    open.push(char);
    return after(at + 1, char === "{" ? "key or end" : "value or end");
  }
  if (char === '"') {
    const end = readString(text, at);
    return typeof end === "number" ? after(end, "comma or end") : end;
  }
  const word = match(constant, text, at);
  if (word !== "") return `Out of range float values are not JSON compliant: '${word}'`;
  const { length } = match(scalar, text, at);
  return length > 0 ? after(at + length, "comma or end") : { message: "Expecting value", at };
}

/** Where the string that begins at `begin` ends, or what is wrong with it. */
function readString(text: string, begin: number): number | Fault {
  for (let at = begin + 1; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (char === '"') return at + 1;
    if (char < " ") return { message: "Invalid control character at", at };
    if (char !== "\\") continue;
    const escaped = text[at + 1];
    if (escaped === undefined) break;
    if (escaped === "u" && !/^[\da-fA-F]{4}$/.test(text.slice(at + 2, at + 6)))
      return { message: "Invalid \\uXXXX escape", at: at + 1 };
    if (!'"\\/bfnrtu'.includes(escaped)) return { message: "Invalid \\escape", at };
    at += escaped === "u" ? 5 : 1;
  }
  return { message: "Unterminated string starting at", at: begin };
}

function skip(text: string, at: number): number {
  return at + match(space, text, at).length;
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** Python counts characters, not UTF-16 units. */
function toPlace(text: string, at: number): string {
  const before = [...text.slice(0, at)];
  const column = before.length - before.lastIndexOf("\n");
  const line = before.filter((char) => char === "\n").length + 1;
  return `line ${line} column ${column} (char ${before.length})`;
}
