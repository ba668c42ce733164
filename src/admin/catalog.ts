import { listSteps } from "../scenarios/compile.ts";
import { isMadeFor } from "../scenarios/layer.ts";
import { magicPrefix } from "../scenarios/magic.ts";
import type { OperationSpec, Scenario } from "../scenarios/scenario.ts";
import type { WrittenOutcome } from "../scenarios/schema.ts";

/** One outcome that can be forced, and the ways to force it without writing a file. */
export type CatalogOutcome = {
  readonly outcome: WrittenOutcome;
  /** Ready-made scenario, for the header `X-Stuntface-Scenario`. */
  readonly scenario?: string;
  /** Value of `vendor_data`. */
  readonly magic?: string;
};

/** Every outcome of every operation that scenarios can force. */
export function createCatalog(specs: readonly OperationSpec[], scenarios: readonly Scenario[]) {
  const operations = specs.map((spec) => ({
    id: spec.id,
    files: spec.images,
    fields: spec.fields,
    warnings: spec.warnings.map((risk) => ({ risk, always_declines: spec.decliningWarnings.includes(risk) })),
    errors: spec.errors,
    statuses: spec.statuses,
    codes: spec.codes,
    score: spec.scored,
    set: listSettable(spec.answer),
    outcomes: listOutcomes(spec, scenarios),
  }));
  return {
    operations,
    faults: ["reset", "empty", "hang", "truncate", "garbage", { slow: { bytes_per_s: 512 } }],
    http: { status: "200-599", headers: {}, body: "text or JSON" },
  };
}

function listOutcomes(spec: OperationSpec, scenarios: readonly Scenario[]): CatalogOutcome[] {
  const written: readonly [WrittenOutcome, string | undefined][] = [
    ...spec.warnings.map((risk) => [{ warnings: [risk] }, risk] as [WrittenOutcome, string]),
    ...spec.codes.map((code) => [{ code }, `code=${code}`] as [WrittenOutcome, string]),
    ...spec.statuses.map((status) => [{ status }, `status=${status}`] as [WrittenOutcome, string]),
    ...spec.errors.map((error) => [{ error }, `error=${error}`] as [WrittenOutcome, string]),
  ];
  const shipped = scenarios.filter(({ origin }) => origin === "shipped");
  return written.map(([outcome, order]) => {
    const ready = shipped.find((scenario) => isMadeFor(scenario, spec.id) && gives(scenario, outcome));
    return {
      outcome,
      ...(ready ? { scenario: ready.id } : {}),
      ...(spec.images.length > 0 ? { magic: `${magicPrefix}${order}` } : {}),
    };
  });
}

/** Whether the scenario's first answer is the outcome, or is led by the outcome's warning. */
function gives({ written }: Scenario, outcome: WrittenOutcome): boolean {
  const given = listSteps(written)[0]?.outcome ?? "real";
  const toLead = (item: WrittenOutcome) =>
    typeof item === "object" && "warnings" in item ? item.warnings?.[0] : undefined;
  return (
    JSON.stringify(given) === JSON.stringify(outcome) ||
    (toLead(outcome) !== undefined && toLead(given) === toLead(outcome))
  );
}

type Keywords = { properties?: Record<string, Keywords>; items?: Keywords; anyOf?: Keywords[] };

/** Dotted paths of the answer that `set` reaches; `0` stands for any element of a list. */
function listSettable(schema: OperationSpec["answer"], path = ""): string[] {
  const { properties, items, anyOf } = (schema ?? {}) as Keywords;
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  const children = [
    ...Object.entries(properties ?? {}).flatMap(([key, child]) =>
      listSettable(child as OperationSpec["answer"], at(key)),
    ),
    ...(items ? listSettable(items as OperationSpec["answer"], at("0")) : []),
    ...(anyOf ?? []).flatMap((branch) => listSettable(branch as OperationSpec["answer"], path)),
  ];
  return [...new Set(path === "" ? children : [path, ...children])];
}
