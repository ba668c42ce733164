import type { Problem } from "../documents/problem.ts";
import { isSecretName } from "../scenarios/secret.ts";

/** The message without the value it is about, where `path` or the key that the message begins with names a key, token or password. */
export function hideSecrets(path: string, message: string): string {
  const names = [...path.split(/[.[\] ]/), ...(/^\S+(?=: )/.exec(message) ?? [])];
  if (!names.some(isSecretName)) return message;
  return message.replace(/, not .*$/s, ".").replace(/`.*`/s, "`…`");
}

/** The problems without the values of keys, tokens and passwords. */
export function hideSecretsOf(problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, message: hideSecrets(problem.path, problem.message) }));
}
