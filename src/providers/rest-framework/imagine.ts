import type { Form } from "../../http/form.ts";
import type { OperationSpec } from "../../scenarios/scenario.ts";
import type { Names } from "../../scenarios/selection.ts";
import type { Imagined, ParsedRequest } from "../provider.ts";
import type { Parsed } from "./check.ts";
import { listViolations } from "./contract.ts";
import { toSentence } from "./refusal.ts";

/** What the contract makes of a call that was not made; faults of files that nobody has seen the bytes of do not count. */
export function toImagined(
  spec: OperationSpec,
  { request, refusal, oddities = [] }: Parsed<ParsedRequest>,
  form: Form,
  names: Names,
  orderedBy: string | undefined,
): Imagined {
  const body = Object.entries((refusal?.response.body ?? {}) as object);
  const faults = body.filter(([name]) => !form.files.has(name));
  return {
    fields: request.fields,
    username: request.username,
    names,
    orderedBy,
    violations: [...listViolations(spec, form), ...oddities],
    refusal: faults.length === 0 ? undefined : toSentence(Object.fromEntries(faults)),
  };
}
