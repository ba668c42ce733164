import { createRequire } from "node:module";
import type Libsql from "libsql";
import { StateError } from "./state-error.ts";

/** The constructor of libsql's databases, loaded when called; `from` is the file it is looked for from. Throws StateError when it is not there. */
export function loadLibsql(from: string = import.meta.url): typeof Libsql {
  try {
    return createRequire(from)("libsql");
  } catch (cause) {
    const { message } = cause as Error;
    throw new StateError(
      "unsupported",
      `A data file needs the optional package libsql and its part for ${process.platform}-${process.arch}, which cannot be loaded (${message.split("\n")[0]}). Install without --omit=optional and on this kind of machine, or leave --data out.`,
      { cause },
    );
  }
}
