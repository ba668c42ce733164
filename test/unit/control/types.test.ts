import { expectTypeOf, test } from "vitest";
import type { CallMatch } from "../../../src/control/call-types.ts";
import type {
  Condition,
  Outcome,
  Overlay,
  Scenario,
  Step,
  When,
} from "../../../src/control/scenario-types.ts";
import type { WrittenRecordMatch } from "../../../src/journal/record-match.ts";
import type { WrittenOutcome, WrittenScenario, WrittenWhen } from "../../../src/scenarios/schema.ts";

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
type WrittenStep = NonNullable<WrittenScenario["steps"]>[number];

// The compiler does the work: these types are written out so that they can explain themselves.
test("the types that explain themselves have the keys of the schemas that validate", () => {
  expectTypeOf<keyof Scenario>().toEqualTypeOf<keyof WrittenScenario>();
  expectTypeOf<keyof Step>().toEqualTypeOf<keyof WrittenStep>();
  expectTypeOf<keyof When>().toEqualTypeOf<keyof WrittenWhen>();
  expectTypeOf<keyof Condition>().toEqualTypeOf<keyof NonNullable<WrittenWhen["not"]>>();
  expectTypeOf<keyof Overlay>().toEqualTypeOf<keyof Extract<WrittenOutcome, { set?: unknown }>>();
  expectTypeOf<keyof CallMatch>().toEqualTypeOf<keyof WrittenRecordMatch>();
});

test("what the types take the schemas take", () => {
  expectTypeOf<Outcome>().toExtend<DeepReadonly<WrittenOutcome>>();
  expectTypeOf<When>().toExtend<DeepReadonly<WrittenWhen>>();
  expectTypeOf<Scenario>().toExtend<DeepReadonly<WrittenScenario>>();
  expectTypeOf<CallMatch>().toExtend<DeepReadonly<WrittenRecordMatch>>();
});
