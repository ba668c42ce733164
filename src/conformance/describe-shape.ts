import type { Shape } from "./shape.ts";

const forms = { whole: "a whole number", decimal: "a number with a decimal point", any: "a number" } as const;

/** The shape in words, for messages. */
export function describeShape(shape: Shape): string {
  switch (shape.is) {
    case "anything":
      return "any value";
    case "exactly":
      return JSON.stringify(shape.value);
    case "text":
      return shape.words;
    case "number":
      return `${forms[shape.form]}${describeRange(shape.minimum, shape.maximum)}`;
    case "boolean":
      return "true or false";
    case "list":
      return shape.maximum === 0
        ? "an empty list"
        : `a list${shape.minimum > 0 ? ` of at least ${shape.minimum}` : ""}`;
    case "containing":
      return `a list with ${describeShape(shape.item)} in it`;
    case "tuple":
      return shape.of.length === 0 ? "an empty list" : `a list of ${shape.of.length}`;
    case "object":
      return describeObject(shape.members);
    case "either":
      return shape.of.map(describeShape).join(" or ");
    case "variable":
      return `the same ${shape.name} as before`;
    case "jwt":
      return `a JSON web token that lives ${shape.lifeSeconds} s`;
  }
}

function describeObject(members: Readonly<Record<string, Shape>>): string {
  const fixed = Object.entries(members).flatMap(([key, shape]) =>
    shape.is === "exactly" ? [`${key} ${JSON.stringify(shape.value)}`] : [],
  );
  return fixed.length > 0 ? `an object with ${fixed.join(", ")}` : "an object";
}

function describeRange(minimum: number, maximum: number): string {
  const hasMinimum = minimum > Number.MIN_SAFE_INTEGER;
  const hasMaximum = maximum < Number.MAX_SAFE_INTEGER;
  if (hasMinimum && hasMaximum) return ` from ${minimum} to ${maximum}`;
  if (hasMinimum) return ` of at least ${minimum}`;
  return hasMaximum ? ` of at most ${maximum}` : "";
}
