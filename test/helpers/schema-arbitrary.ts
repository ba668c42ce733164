import fc from "fast-check";
import type { TSchema } from "typebox";

type Keywords = {
  readonly anyOf?: readonly TSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly pattern?: string;
};

/** Values of the schema's shape, now and then of another one in some place; texts are taken from `values`, as far as they fit. */
export function toShaped(schema: TSchema, values: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  const {
    anyOf,
    enum: choices,
    const: only,
    type,
    properties,
    required,
    patternProperties,
    items,
    pattern = "",
  } = schema as Keywords;
  const shape = (child: TSchema) => toShaped(child, values, depth + 1);
  const word = fc.constantFrom(...values);
  const wrong = { arbitrary: word, weight: 1 };
  const right = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof({ arbitrary, weight: 40 }, wrong);
  if (depth > 9) return word;
  if (anyOf) return fc.oneof(...anyOf.map(shape));
  if (choices) return right(fc.constantFrom(...choices));
  if (only !== undefined) return right(fc.constant(only));
  if (properties) {
    const optional = Object.keys(properties).filter((key) => !required?.includes(key));
    const some = fc.subarray(optional, { maxLength: Math.min(4, optional.length) }).chain((chosen) => {
      const names = [...(required ?? []), ...chosen];
      return fc.record(Object.fromEntries(names.map((key) => [key, shape(properties[key] ?? schema)])));
    });
    return right(some);
  }
  const [record] = Object.values(patternProperties ?? {});
  if (record)
    return right(
      fc.dictionary(fc.constantFrom("any", "user_image", ...values), shape(record), { maxKeys: 2 }),
    );
  if (items) return right(fc.array(shape(items), { maxLength: 3 }));
  if (type === "number" || type === "integer") return right(fc.constantFrom(0, 1, 2, 12, 706, -1, 0.5));
  if (type === "boolean") return right(fc.boolean());
  const fitting = values.filter((text) => new RegExp(pattern).test(text));
  return type === "string" ? right(fc.constantFrom(...fitting)) : word;
}
