import Type from "typebox";

/** A number 0..1. */
export const unit = (description: string, value: number) =>
  Type.Number({ minimum: 0, maximum: 1, default: value, description });

/** A number 0..100. */
export const percent = (description: string, value: number) =>
  Type.Number({ minimum: 0, maximum: 100, default: value, description });

/** A number 0..100, or null for none. */
export const optionalPercent = (description: string) =>
  Type.Union([Type.Null(), Type.Number({ minimum: 0, maximum: 100 })], { default: null, description });

/** A whole number, 0 or more. */
export const whole = (description: string, value: number) =>
  Type.Integer({ minimum: 0, default: value, description });

/** Degrees, 0..180. */
export const degrees = (description: string, value: number) =>
  Type.Number({ minimum: 0, maximum: 180, default: value, description });

/** A list of texts, empty by default. */
export const texts = (description: string) =>
  Type.Array(Type.String({ minLength: 1 }), { default: [], description });

/** One of the words. */
export const choice = <const T extends string>(words: readonly T[], value: T, description: string) =>
  Type.Enum([...words] as [T, ...T[]], { default: value, description });

/** What a warning does. */
export const action = (description: string) =>
  choice(["approve", "review", "decline"], "approve", `What a ${description} warning does.`);
