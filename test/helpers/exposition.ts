/** A family of metrics as Prometheus reads it; samples by their name and labels as written. */
export type Family = {
  readonly help: string;
  readonly type: string;
  readonly samples: Map<string, number>;
};

const suffixes: Readonly<Record<string, readonly string[]>> = {
  counter: [""],
  gauge: [""],
  histogram: ["_bucket", "_sum", "_count"],
};
const sampleLine = /^([a-z_]+)(\{(?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)*\})? (\S+)$/;

/**
 * Families of a text in Prometheus' exposition format, by name. Throws when a line is malformed, a sample has no HELP and TYPE of
 * its own before it, comes twice or is not finite, or a family comes twice.
 */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  const families = new Map<string, Family>();
  let help: { readonly name: string; readonly text: string } | undefined;
  let current: { readonly name: string; readonly family: Family } | undefined;
  for (const line of text.split("\n").filter((line) => line !== "")) {
    const [, comment, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) (\S.*)$/.exec(line) ?? [];
    if (comment === "HELP") {
      help = { name, text: rest };
    } else if (comment === "TYPE") {
      if (help?.name !== name) throw new Error(`no HELP before ${line}`);
      if (families.has(name)) throw new Error(`twice: ${line}`);
      if (!suffixes[rest]) throw new Error(`unknown type: ${line}`);
      const family = { help: help.text, type: rest, samples: new Map<string, number>() };
      families.set(name, family);
      current = { name, family };
    } else {
      const [, sample = "", labels = "", value = ""] = sampleLine.exec(line) ?? [];
      const names = suffixes[current?.family.type ?? ""]?.map((suffix) => `${current?.name}${suffix}`);
      if (!current || !names?.includes(sample)) throw new Error(`a sample without a family: ${line}`);
      const key = `${sample}${labels}`;
      if (current.family.samples.has(key)) throw new Error(`twice: ${line}`);
      if (value === "" || !Number.isFinite(Number(value))) throw new Error(`not finite: ${line}`);
      current.family.samples.set(key, Number(value));
    }
  }
  return families;
}
