/** Milliseconds of a text such as `800ms` or `2s`; undefined when it is no such text. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text);
  return match ? Number(match[1]) * (match[2] === "s" ? 1000 : 1) : undefined;
}
