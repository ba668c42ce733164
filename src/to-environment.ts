import { toOptionNames } from "./load-options.ts";
import { checkOptions, listOptions, readPath } from "./option-leaves.ts";
import type { PartialOptions } from "./options.ts";

/** The options as `STUNTFACE_*` variables; throws TypeError for one that is not known, does not fit or cannot be said so. */
export function toEnvironment(given: PartialOptions): Record<string, string> {
  const options = checkOptions(given);
  const variables = listOptions().flatMap((leaf): [string, string][] => {
    const value = readPath(options, leaf.path);
    if (value === undefined) return [];
    const { variable, key } = toOptionNames(leaf);
    const text = Array.isArray(value) ? value.join(",") : String(value);
    const isSayable = value !== null && text !== "" && !(Array.isArray(value) && /,/.test(value.join("")));
    if (isSayable) return [[variable, text]];
    if (JSON.stringify(value) === JSON.stringify(leaf.schema.default)) return [];
    throw new TypeError(
      `option ${key}: ${JSON.stringify(value)} cannot be said in ${variable}; copy a stuntface.yaml into the container and set STUNTFACE_CONFIG.`,
    );
  });
  return Object.fromEntries(variables);
}
