import type { TextSelector } from "./pattern.ts";
import type { Condition } from "./scenario.ts";
import { isSecretName, maskSecret } from "./secret.ts";

/** The parts of a condition on a text called `name` that follow from its selector. */
export function describe(
  selector: TextSelector,
  name: string,
): Pick<Condition, "want" | "needs" | "weight" | "exact"> {
  const texts = selector.map(({ text }) => (isSecretName(name) ? maskSecret(text) : JSON.stringify(text)));
  const exact = selector.every(({ isExact }) => isExact) ? selector.map(({ text }) => text) : undefined;
  return { want: texts.join(" or "), needs: [], weight: 1, ...(exact ? { exact } : {}) };
}

/** The text that a call had, for people; keys are masked. */
export function toText(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  return isSecretName(name) ? maskSecret(String(value)) : JSON.stringify(String(value));
}

/** A condition cannot be read; the message names its key and says why. */
export class ConditionError extends SyntaxError {
  override readonly name = "ConditionError";
  /** Keys that lead to what cannot be read. */
  readonly path: readonly string[];
  readonly reason: string;

  constructor(path: readonly string[], reason: string) {
    super(`${path.join(".")}: ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}

/** The item that a key of the file stands for, if it is there; throws {@link ConditionError} that names the key. */
export function one<T, U>(key: string, value: T | undefined, toItem: (value: T) => U): U[] {
  return value === undefined ? [] : [named(key, () => toItem(value))];
}

/** Says of an error which condition it is about. */
export function named<T>(key: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { path, reason } =
      error instanceof ConditionError ? error : { path: [], reason: (error as Error).message };
    throw new ConditionError([key, ...path], reason);
  }
}
