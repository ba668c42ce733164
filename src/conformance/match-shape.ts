import { describeShape } from "./describe-shape.ts";
import { readJwt } from "./jwt.ts";
import type { Members, Shape } from "./shape.ts";
import { isWireList, isWireNumber, isWireObject, toKind, toWireText, type WireValue } from "./wire-json.ts";

/** What is not as expected, and where; `got` is the value as it was written. */
export type Problem = { readonly path: string; readonly expected: string; readonly got: string };
/** Values that earlier answers gave, by name. */
export type Variables = Readonly<Record<string, string>>;

/** What about the value is not as the shape says; `undefined` stands for no value at all. */
export function matchShape(
  value: WireValue | undefined,
  shape: Shape,
  path: string,
  variables: Variables = {},
): Problem[] {
  const wrong = (got = value === undefined ? "nothing" : toWireText(value)): Problem[] => [
    { path, expected: describeShape(shape), got },
  ];
  if (value === undefined) return wrong();
  switch (shape.is) {
    case "anything":
      return [];
    case "exactly":
      return value === shape.value ? [] : wrong();
    case "text":
      return typeof value === "string" && shape.pattern.test(value) ? [] : wrong();
    case "boolean":
      return typeof value === "boolean" ? [] : wrong();
    case "number":
      return isNumberLike(value, shape) ? [] : wrong();
    case "list":
      if (!isWireList(value) || value.length < shape.minimum || value.length > shape.maximum) return wrong();
      return value.flatMap((item, index) => matchShape(item, shape.of, `${path}[${index}]`, variables));
    case "containing": {
      const isIn =
        isWireList(value) && value.some((item) => matchShape(item, shape.item, "", variables).length === 0);
      return isIn ? [] : wrong();
    }
    case "tuple":
      if (!isWireList(value) || value.length !== shape.of.length) return wrong();
      return shape.of.flatMap((item, index) =>
        matchShape(value[index], item, `${path}[${index}]`, variables),
      );
    case "either":
      return shape.of.some((one) => matchShape(value, one, path, variables).length === 0) ? [] : wrong();
    case "variable":
      return toLiteral(value) === variables[shape.name] ? [] : wrong();
    case "object":
      return isWireObject(value) ? matchMembers(value, shape, path, variables) : wrong();
    case "jwt": {
      const token = typeof value === "string" ? readJwt(value) : undefined;
      if (!token) return wrong();
      return [
        ...matchShape(token.header, shape.header, `${path}(header)`),
        ...matchShape(token.claims, shape.claims, `${path}(claims)`),
        ...(token.lifeSeconds === shape.lifeSeconds ? [] : wrong(`one that lives ${token.lifeSeconds} s`)),
      ];
    }
  }
}

/** A text without its quotes, everything else as it was written. */
export function toLiteral(value: WireValue): string {
  return typeof value === "string" ? value : toWireText(value);
}

function isNumberLike(
  value: WireValue,
  { form, minimum, maximum }: Extract<Shape, { readonly is: "number" }>,
): boolean {
  if (!isWireNumber(value)) return false;
  const size = Number(value.literal);
  const isWhole = toKind(value) === "whole number";
  return (form === "any" || isWhole === (form === "whole")) && size >= minimum && size <= maximum;
}

function matchMembers(
  value: ReadonlyMap<string, WireValue>,
  { members, isOpen }: { readonly members: Members; readonly isOpen: boolean },
  path: string,
  variables: Variables,
): Problem[] {
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  const expected = Object.keys(members);
  const got = [...value.keys()];
  const unknown = isOpen ? [] : got.filter((key) => !expected.includes(key));
  const known = got.filter((key) => expected.includes(key));
  const ordered = expected.filter((key) => value.has(key));
  const isOrdered = isOpen || known.every((key, index) => key === ordered[index]);
  return [
    ...unknown.map((key) => ({
      path: at(key),
      expected: "no such key",
      got: toWireText(value.get(key) ?? null),
    })),
    ...(isOrdered
      ? []
      : [{ path, expected: `the keys in the order ${ordered.join(", ")}`, got: known.join(", ") }]),
    ...Object.entries(members).flatMap(([key, shape]) =>
      matchShape(value.get(key), shape, at(key), variables),
    ),
  ];
}
