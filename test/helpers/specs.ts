import { createProviders } from "../../src/app.ts";
import { toOptions } from "../../src/option-leaves.ts";
import type { PartialOptions } from "../../src/options.ts";
import type { OperationSpec } from "../../src/scenarios/scenario.ts";

/** What scenarios may force in every operation of a server with these options. */
export function createSpecs(options: PartialOptions = {}): OperationSpec[] {
  return createProviders(toOptions(options)).flatMap(({ specs }) => specs);
}

/** The spec of one operation; throws when no provider has it. */
export function findSpec(specs: readonly OperationSpec[], id: string): OperationSpec {
  const spec = specs.find((candidate) => candidate.id === id);
  if (!spec) throw new Error(`no operation ${id}`);
  return spec;
}
