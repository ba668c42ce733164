/** What a JSON value has to look like, as data. */
export type Shape =
  | { readonly is: "anything" }
  | { readonly is: "exactly"; readonly value: string | boolean | null }
  | { readonly is: "text"; readonly pattern: RegExp; readonly words: string }
  | { readonly is: "number"; readonly form: NumberForm; readonly minimum: number; readonly maximum: number }
  | { readonly is: "boolean" }
  | { readonly is: "list"; readonly of: Shape; readonly minimum: number; readonly maximum: number }
  | { readonly is: "containing"; readonly item: Shape }
  | { readonly is: "tuple"; readonly of: readonly Shape[] }
  | { readonly is: "object"; readonly members: Members; readonly isOpen: boolean }
  | { readonly is: "either"; readonly of: readonly Shape[] }
  | { readonly is: "variable"; readonly name: string }
  | { readonly is: "jwt"; readonly header: Shape; readonly claims: Shape; readonly lifeSeconds: number };

/** Members of an object in their order. */
export type Members = Readonly<Record<string, Shape>>;
/** How a number is written: with a decimal point, without one, or either. */
export type NumberForm = "whole" | "decimal" | "any";

/** Every value. */
export const anything: Shape = { is: "anything" };
/** True or false. */
export const boolean: Shape = { is: "boolean" };
/** A text that is not empty. */
export const words: Shape = matching(/\S/, "a text");
/** A UUID in lower case. */
export const uuid: Shape = matching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, "a UUID");
/** A decimal number as a text with four places. */
export const decimalText: Shape = matching(/^\d+\.\d{4}$/, "a decimal number with 4 places as text");

/** This value and no other. */
export function exactly(value: string | boolean | null): Shape {
  return { is: "exactly", value };
}

/** A text of this form; `words` tell people what it is. */
export function matching(pattern: RegExp, words: string): Shape {
  return { is: "text", pattern, words };
}

/** A number without a decimal point. */
export function whole(minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER): Shape {
  return { is: "number", form: "whole", minimum, maximum };
}

/** A number with a decimal point, such as `85.0`. */
export function decimal(minimum: number, maximum: number): Shape {
  return { is: "number", form: "decimal", minimum, maximum };
}

/** A number, however it is written. */
export function number(minimum: number, maximum: number): Shape {
  return { is: "number", form: "any", minimum, maximum };
}

/** A list whose items all look like this. */
export function list(of: Shape, minimum = 0, maximum = Number.MAX_SAFE_INTEGER): Shape {
  return { is: "list", of, minimum, maximum };
}

/** A list in which at least one item looks like this. */
export function containing(item: Shape): Shape {
  return { is: "containing", item };
}

/** A list of exactly these items. */
export function tuple(...of: readonly Shape[]): Shape {
  return { is: "tuple", of };
}

/** An object with exactly these keys, in this order. */
export function object(members: Members): Shape {
  return { is: "object", members, isOpen: false };
}

/** An object with these keys among others, in any order. */
export function including(members: Members): Shape {
  return { is: "object", members, isOpen: true };
}

/** A value that looks like one of these. */
export function either(...of: readonly Shape[]): Shape {
  return { is: "either", of };
}

/** The value that an earlier answer gave, or that was sent under this name. */
export function variable(name: string): Shape {
  return { is: "variable", name };
}

/** A JSON web token with these parts that lives so long. */
export function jwt(header: Shape, claims: Shape, lifeSeconds: number): Shape {
  return { is: "jwt", header, claims, lifeSeconds };
}
