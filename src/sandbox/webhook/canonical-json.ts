/**
 * The JSON over which Didit computes X-Signature-V2, of what `JSON.parse` returns: compact, keys sorted, whole numbers
 * without a point, Unicode as it is. It is what Python's `json.dumps` writes, which the vendor's servers run; the vendor's
 * check in JavaScript writes the same except for integers from 1e21 on, fractions below 0.0001, keys that are whole
 * numbers, and the order of keys with characters beyond U+FFFF.
 */
export function toCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => compareCodePoints(a, b));
    return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${toCanonicalJson(item)}`).join(",")}}`;
  }
  return typeof value === "number" ? toNumberText(value) : JSON.stringify(value);
}

/** The same JSON with every character beyond ASCII escaped, as Python writes it unless told otherwise. */
export function toAsciiJson(json: string): string {
  // Only strings can hold such characters, so that an escape is valid wherever one is found.
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** JavaScript compares UTF-16 units, in which a character beyond U+FFFF comes before U+E000; in UTF-8 the order is right. */
function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

// From here on down Python writes an exponent, of two digits at least; JavaScript does so below 1e-6.
const smallestPlainFraction = 1e-4;
// From here on up JavaScript writes an exponent, and Python all the digits of the integer that a float stands for.
const firstExponentOfIntegers = 1e21;

function toNumberText(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value))
    return size < firstExponentOfIntegers ? String(value) : BigInt(value).toString();
  if (size >= smallestPlainFraction) return String(value);
  const [digits = "", exponent = ""] = value.toExponential().split("e-");
  return `${digits}e-${exponent.padStart(2, "0")}`;
}
