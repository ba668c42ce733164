import Type from "typebox";
import { type FieldErrors, toRefusal } from "./fields.ts";
import type { JsonObject } from "./json-body.ts";
import { messages } from "./messages.ts";

/** Reads the fields of one JSON body and collects what is wrong with each of them. What is wrong reads as undefined. */
export type ValueReader = {
  readonly errors: FieldErrors;
  /** A text that must be there and not blank. */
  text(name: string, rule?: TextRule): string | undefined;
  /** An e-mail address that must be there. */
  email(name: string): string | undefined;
  /** An http or https address; null when it was not sent. */
  url(name: string): string | null | undefined;
  /** A decimal number, or one written as text, that must be there. */
  decimal(name: string, bounds: DecimalBounds): number | undefined;
};

/** Lengths are in characters. */
export type TextRule = {
  /** Whether space around the text is cut off, true unless said otherwise. */
  readonly isTrimmed?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** What is wrong with it beyond that; undefined when nothing is. */
  readonly findFault?: (text: string) => string | undefined;
};

/** Bounds of a decimal number: its least value, and digits in all and behind the point. */
export type DecimalBounds = {
  readonly minimum: number;
  readonly maxDigits: number;
  readonly maxPlaces: number;
};

// Django's limits for addresses in its fields and forms.
const maxEmailLength = 254;
const maxUrlLength = 2048;
const maxNumberLength = 1000;

/** An e-mail address in a body. */
export const Email = Type.String({
  format: "email",
  maxLength: maxEmailLength,
  description: "An e-mail address.",
});

/** An http or https address in a body. */
export const WebAddress = Type.String({
  pattern: "^[Hh][Tt][Tt][Pp][Ss]?://",
  maxLength: maxUrlLength,
  description: "An http or https address.",
});

const mailbox = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const domain = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d](?:[a-z\d-]{0,61}[a-z\d])$/i;

/** What `read` makes of the fields; throws a refusal that names every one that is wrong. */
export function readValues<T extends object>(
  values: JsonObject,
  read: (reader: ValueReader) => T,
): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  const reader = createValueReader(values);
  const result = read(reader);
  const { refusal } = toRefusal(reader.errors);
  if (refusal) throw refusal;
  // Only what is wrong reads as undefined.
  return result as { [Name in keyof T]: Exclude<T[Name], undefined> };
}

/** Reader over a body; `errors` fills while fields are read. */
export function createValueReader(values: JsonObject): ValueReader {
  const errors: FieldErrors = {};
  const refuse = (name: string, message: string): undefined => {
    errors[name] = [message];
    return undefined;
  };
  const isThere = (name: string): boolean => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) refuse(name, messages.fieldRequired);
    if (value === null) refuse(name, messages.fieldNull);
    return value !== undefined && value !== null;
  };
  const readText = (
    name: string,
    { isTrimmed = true, minLength = 0, maxLength, findFault }: TextRule = {},
  ) => {
    if (!isThere(name)) return undefined;
    const value = values[name];
    if (typeof value !== "string" && typeof value !== "number") return refuse(name, messages.textInvalid);
    const text = isTrimmed ? String(value).trim() : String(value);
    if (text.trim() === "") return refuse(name, messages.fieldBlank);
    const { length } = [...text];
    if (length < minLength) return refuse(name, messages.atLeastCharacters(minLength));
    if (maxLength !== undefined && length > maxLength)
      return refuse(name, messages.atMostCharacters(maxLength));
    const fault = findFault?.(text);
    return fault === undefined ? text : refuse(name, fault);
  };
  return {
    errors,
    text: readText,
    email(name) {
      const findFault = (text: string) => (isEmail(text) ? undefined : messages.emailInvalid);
      return readText(name, { maxLength: maxEmailLength, findFault });
    },
    url(name) {
      if (!Object.hasOwn(values, name)) return null;
      return readText(name, {
        findFault: (text) => (isWebAddress(text) ? undefined : messages.urlInvalid),
      });
    },
    decimal(name, bounds) {
      if (!isThere(name)) return undefined;
      const read = readDecimal(values[name], bounds);
      return typeof read === "string" ? refuse(name, read) : read;
    },
  };
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  const host = text.slice(at + 1);
  return at > 0 && mailbox.test(text.slice(0, at)) && (host === "localhost" || domain.test(host));
}

function isWebAddress(text: string): boolean {
  // An address goes into a header of its own later, where a line break or a blank has no place.
  return text.length <= maxUrlLength && /^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) && URL.canParse(text);
}

/** The number, or what is wrong with it. */
function readDecimal(value: unknown, { minimum, maxDigits, maxPlaces }: DecimalBounds): number | string {
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  if (text.length > maxNumberLength) return messages.textTooLong;
  const parts = /^[+-]?(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text);
  if (!parts) return messages.numberInvalid;
  const [, whole = "", fraction = "", power = "0"] = parts;
  const exponent = Number(power) - fraction.length;
  const written = `${whole}${fraction}`.replace(/^0+(?=\d)/, "").length;
  const places = Math.max(0, -exponent);
  const digits = Math.max(written + Math.max(0, exponent), places);
  if (digits > maxDigits) return messages.atMostDigits(maxDigits);
  if (places > maxPlaces) return messages.atMostPlaces(maxPlaces);
  return Number(text) < minimum ? messages.atLeast(minimum) : Number(text);
}
