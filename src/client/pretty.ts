const token = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;

/** JSON text with an indent of two spaces and every literal as it was written, so `85.0` stays `85.0`. */
export function toPrettyJson(text: string): string {
  let depth = 0;
  let previous = "";
  let result = "";
  const newLine = () => `\n${"  ".repeat(depth)}`;
  for (const [part] of text.matchAll(token)) {
    const opens = part === "{" || part === "[";
    const closes = part === "}" || part === "]";
    const isEmpty = closes && (previous === "{" || previous === "[");
    if (closes) depth -= 1;
    if ((closes && !isEmpty) || (!closes && (previous === "{" || previous === "["))) result += newLine();
    result += part === ":" ? ": " : part;
    if (opens) depth += 1;
    if (part === ",") result += newLine();
    previous = part;
  }
  return result;
}

/** The literal of a member as it stands in the JSON text, `null` as Python's None; `N/A` when it is absent. */
export function readLiteral(text: string, name: string): string {
  const match = new RegExp(`"${name}":\\s*("(?:[^"\\\\]|\\\\.)*"|[^\\s,}\\]]+)`).exec(text);
  const literal = match?.[1];
  if (literal === undefined) return "N/A";
  return literal === "null" ? "None" : literal.replace(/^"(.*)"$/s, "$1");
}
