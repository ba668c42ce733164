import type { Space } from "../sandbox/space.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { isSecretName, maskSecret } from "../scenarios/secret.ts";

/** A scenario in one line, and how many calls of the space it answered. */
export function toSummary(scenario: Scenario, space: Space) {
  const { id, description, operations, steps, enabled, origin, source, stage, precedence } = scenario;
  return {
    id,
    description: description ?? null,
    operations: operations ? [...operations] : ["*"],
    steps: steps.length,
    enabled,
    origin,
    source,
    stage,
    precedence,
    calls: space.scenarios.countAnswers(id),
  };
}

/** The scenario as written, with the keys that it selects by masked. */
export function maskSelectors(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => maskSelectors(item, name));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskSelectors(item, key)]));
  return isSecretName(name) ? maskSecret(String(value)) : value;
}
