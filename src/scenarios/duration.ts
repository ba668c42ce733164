/** The longest time that can be ordered; timers of JavaScript overflow after 25 days. */
export const maxDelayMs = 3_600_000;

/** Milliseconds of a text such as `800ms` or `2s`, at most an hour; undefined when it is no such text. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text);
  if (!match) return undefined;
  const delayMs = Number(match[1]) * (match[2] === "s" ? 1000 : 1);
  return delayMs <= maxDelayMs ? delayMs : undefined;
}
