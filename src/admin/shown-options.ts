import { toOptionNames } from "../load-options.ts";
import { listOptions, readPath, writePath } from "../option-leaves.ts";
import type { Options } from "../options.ts";
import { maskSecret } from "../scenarios/secret.ts";

const secretOptions = new Set([
  "didit.keys",
  "apptenticate.users",
  "apptenticate.tokenSecret",
  "admin.token",
  "webhook.secret",
]);

/** The settings as `stuntface.yaml` spells them, keys and passwords masked. */
export function toShownOptions(options: Options): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  const mask = (value: unknown) => (typeof value === "string" ? maskSecret(value) : value);
  for (const leaf of listOptions()) {
    const value = readPath(options, leaf.path);
    const isSecret = secretOptions.has(leaf.path.join("."));
    const safe = !isSecret ? value : Array.isArray(value) ? value.map(mask) : mask(value);
    writePath(shown, toOptionNames(leaf).key.split("."), safe);
  }
  return shown;
}
