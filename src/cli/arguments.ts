import { parseArgs } from "node:util";
import { refuseUnknownFlags, toSentence, UsageError } from "../usage.ts";

type FlagTypes = Readonly<Record<string, { readonly type: "string" | "boolean" }>>;

/** Flags and file names of a client command, any number more than `files` when `takesMore`; throws {@link UsageError} that points to its help. */
export function parseClientArguments(
  command: string,
  argv: readonly string[],
  flags: FlagTypes,
  files: readonly string[],
  { takesMore = false }: { readonly takesMore?: boolean } = {},
) {
  refuseUnknownFlags(argv, [...Object.keys(flags), "help"], command);
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { ...flags, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    const given = values as Record<string, string | boolean | undefined>;
    const isMissing = positionals.length < files.length;
    const isTooMuch = positionals.length > files.length && !takesMore;
    if (given.help !== true && (isMissing || isTooMuch))
      throw new Error(`expected ${files.join(" and ")}, got ${positionals.length} file name(s).`);
    return {
      files: positionals,
      isHelp: given.help === true,
      text: (name: string) => (typeof given[name] === "string" ? given[name] : undefined),
      flag: (name: string) => given[name] === true,
    };
  } catch (error) {
    throw new UsageError(`${toSentence(error)} See stuntface ${command} --help.`);
  }
}

/** A threshold 0 to 100 as the client sends it. */
export function parseThreshold(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 100))
    throw new UsageError(`--threshold must be a number from 0 to 100, not ${text}.`);
  return text;
}
