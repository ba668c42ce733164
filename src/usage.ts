import { suggest } from "./documents/suggest.ts";

/** The command line cannot be understood; the message says what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Throws {@link UsageError} with the nearest known flag for the first `--flag` that the command does not have. */
export function refuseUnknownFlags(argv: readonly string[], flags: readonly string[], command: string): void {
  for (const word of argv) {
    const flag = /^--([^=]+)/.exec(word)?.[1];
    if (flag !== undefined && !flags.includes(flag))
      throw new UsageError(
        `unknown option --${flag}.${suggest(flag, flags, "--")} See stuntface ${command} --help.`,
      );
  }
}

/** The first line of an error's message, ending with a full stop. */
export function toSentence(error: unknown): string {
  const [line = ""] = (error as Error).message.split("\n");
  return line.endsWith(".") ? line : `${line}.`;
}
