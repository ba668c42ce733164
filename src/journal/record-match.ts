import Type, { type Static } from "typebox";
import { toAmount } from "../scenarios/amount.ts";
import { named } from "../scenarios/condition-words.ts";
import { toConditions } from "../scenarios/conditions.ts";
import { isSelected, toTextSelector, type WrittenSelector } from "../scenarios/pattern.ts";
import { conditionProperties, NotConditions } from "../scenarios/schema.ts";
import { type CallRecord, type JournalEntry, toCall } from "./record.ts";

const { vendor_data: Selector } = conditionProperties;
const Amount = Type.Union([Type.Number(), Type.String()]);

/** How recorded calls are asked for: the selectors of scenarios, and what became of the call. */
export const RecordMatchSchema = Type.Object(
  {
    ...conditionProperties,
    not: Type.Optional(NotConditions),
    operation: Selector,
    method: Selector,
    path: Selector,
    outcome: Selector,
    scenario: Selector,
    status: Type.Optional(Amount),
    violations: Type.Optional(Amount),
  },
  {
    additionalProperties: false,
    $id: "CallMatch",
    description: "All must hold; nothing matches every call.",
  },
);

/** A question about recorded calls as it is written. */
export type WrittenRecordMatch = Static<typeof RecordMatchSchema>;

/** One thing that a recorded call must have. */
type Check = {
  readonly path: string;
  readonly want: string;
  readonly holds: (entry: JournalEntry) => boolean;
  readonly got: (entry: JournalEntry) => string | undefined;
};

/** What of the question an entry does not fulfil; none when it is one of the calls asked for. */
export type RecordMatcher = (entry: JournalEntry) => readonly Pick<Check, "path" | "want" | "got">[];

/** Reads a question; throws SyntaxError that names the key which cannot be read. */
export function toRecordMatcher(written: WrittenRecordMatch = {}): RecordMatcher {
  const { operation, method, path, outcome, scenario, status, violations, ...when } = written;
  const checks: Check[] = [
    ...toTextCheck("operation", operation, ({ operation }) => [operation]),
    ...toTextCheck("method", method, ({ method }) => [method]),
    ...toTextCheck("path", path, ({ path }) => [path]),
    ...toTextCheck("outcome", outcome, ({ outcome }) => [outcome]),
    ...toTextCheck("scenario", scenario, ({ scenario }) => [scenario, scenario.split("#")[0] ?? ""]),
    ...toAmountCheck("status", status, ({ status }) => status ?? 0),
    ...toAmountCheck("violations", violations, ({ violations }) => violations.length),
    ...toConditions(when).map(({ path, want, holds, got }) => ({
      path,
      want,
      holds: (entry: JournalEntry) => holds(toCall(entry)),
      got: (entry: JournalEntry) => got(toCall(entry)),
    })),
  ];
  return (entry) => checks.filter(({ holds }) => !holds(entry));
}

function toTextCheck(
  path: string,
  written: WrittenSelector | undefined,
  read: (record: CallRecord) => readonly (string | null)[],
): Check[] {
  if (written === undefined) return [];
  const selector = named(path, () => toTextSelector(written));
  return [
    {
      path,
      want: selector.map(({ text }) => JSON.stringify(text)).join(" or "),
      holds: ({ record }) => read(record).some((value) => isSelected(selector, value)),
      got: ({ record }) => JSON.stringify(read(record)[0]),
    },
  ];
}

function toAmountCheck(
  path: string,
  written: string | number | undefined,
  read: (record: CallRecord) => number,
): Check[] {
  if (written === undefined) return [];
  const amount = named(path, () => toAmount(written));
  return [
    {
      path,
      want: amount.text,
      holds: ({ record }) => amount.holds(read(record)),
      got: ({ record }) => String(read(record)),
    },
  ];
}
