/**
 * What Python makes of a JSON text by Didit's documented steps: `json.loads`, floats without a fraction to `int`, then
 * `json.dumps` with sorted keys, compact, `ensure_ascii=False`. Reads the text itself, as Python tells 1 from 1.0.
 */
export function rewriteAsPython(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? [];
  let at = 0;
  const readValue = (): string => {
    const token = tokens[at++] ?? "";
    if (token === "[") return `[${readItems("]", readValue).join(",")}]`;
    if (token === "{") {
      const members = new Map<string, string>();
      readItems("}", () => {
        const key = JSON.parse(tokens[at++] ?? "");
        at++;
        members.set(key, readValue());
      });
      const sorted = [...members].sort(([a], [b]) => comparePoints([...a], [...b]));
      return `{${sorted.map(([key, value]) => `${writeString(key)}:${value}`).join(",")}}`;
    }
    if (token.startsWith('"')) return writeString(JSON.parse(token));
    return /^-?\d/.test(token) ? writeNumber(token) : token;
  };
  const readItems = <T>(end: string, read: () => T): T[] => {
    const items: T[] = [];
    while (tokens[at] !== end) {
      items.push(read());
      if (tokens[at] === ",") at++;
    }
    at++;
    return items;
  };
  return readValue();
}

function comparePoints(a: readonly string[], b: readonly string[]): number {
  for (const [index, character] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const difference = (character.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\f": "\\f",
  "\b": "\\b",
};

function writeString(text: string): string {
  const characters = [...text].map((character) => {
    const code = character.charCodeAt(0);
    return escapes[character] ?? (code < 32 ? `\\u00${code.toString(16).padStart(2, "0")}` : character);
  });
  return `"${characters.join("")}"`;
}

function writeNumber(token: string): string {
  if (!/[.eE]/.test(token)) return BigInt(token).toString();
  const value = Number(token);
  if (Number.isInteger(value)) return BigInt(value).toString();
  const sign = value < 0 ? "-" : "";
  const [mantissa = "", exponentText = ""] = Math.abs(value).toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent < -4) return `${sign}${mantissa}e-${String(-exponent).padStart(2, "0")}`;
  const digits = mantissa.replace(".", "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
