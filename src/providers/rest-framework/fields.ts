import type { FilePart, Form } from "../../http/form.ts";
import type { ImageInput } from "../provider.ts";
import { messages } from "./messages.ts";
import { Refusal } from "./refusal.ts";

/** Faults by field name, as the framework answers them. */
export type FieldErrors = Record<string, string[]>;

/** Reads the fields of one form and collects what is wrong with each of them. */
export type FormReader = {
  readonly errors: FieldErrors;
  /** What is taken although the contract does not say so, a sentence each. */
  readonly oddities: string[];
  /** The text of a field; undefined when it was not sent. */
  text(name: string): string | undefined;
  boolean(name: string, standard: boolean): boolean;
  /** An empty text counts as not sent, as in every form. */
  number(name: string, bounds: NumberBounds): number | undefined;
  choice(name: string, allowed: readonly string[]): string | undefined;
  file(name: string, rule: FileRule): FilePart | undefined;
  /** All texts of the form, with the given values in the place of those that were read without a fault. */
  fields(typed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
};

/** Inclusive bounds of a number, and the text for what is none. */
export type NumberBounds = {
  readonly minimum: number;
  readonly maximum: number;
  readonly invalid: string;
  /** Whether the contract speaks of whole numbers; others are taken all the same. */
  readonly isWhole?: boolean;
};

/** What is wrong with an uploaded file beyond being absent or empty; undefined when nothing is. */
export type FileRule = (file: FilePart) => string | undefined;

const truths = new Set(["t", "y", "yes", "true", "on", "1"]);
const falsehoods = new Set(["f", "n", "no", "false", "off", "0"]);
/** The others are what the framework takes besides. */
const plainBooleans = new Set(["true", "false", "1", "0"]);

/** Reader over a form; `errors` and `oddities` fill while fields are read. */
export function createFormReader(form: Form): FormReader {
  const errors: FieldErrors = {};
  const oddities: string[] = [];
  const wonder = (name: string, text: string, known: string) => {
    oddities.push(
      `The field ${JSON.stringify(name)} is ${JSON.stringify(text)}; the contract knows ${known}.`,
    );
  };
  const refuse = (name: string, message: string): undefined => {
    errors[name] = [message];
    return undefined;
  };
  const read = (name: string) => form.texts.get(name);
  return {
    errors,
    oddities,
    text: read,
    boolean(name, standard) {
      const text = read(name)?.trim().toLowerCase();
      if (text === undefined || text === "") return standard;
      const isTrue = truths.has(text);
      if (!isTrue && !falsehoods.has(text)) refuse(name, messages.booleanInvalid);
      else if (!plainBooleans.has(text)) wonder(name, text, "true and false");
      return isTrue;
    },
    number(name, { minimum, maximum, invalid, isWhole = false }) {
      const text = read(name)?.trim();
      if (text === undefined || text === "") return undefined;
      // The plain decimal forms that Python's float() and JavaScript's Number() agree on.
      if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return refuse(name, invalid);
      const value = Number(text);
      if (value > maximum) return refuse(name, messages.atMost(maximum));
      if (value < minimum) return refuse(name, messages.atLeast(minimum));
      if (isWhole && !Number.isInteger(value)) wonder(name, text, "whole numbers");
      return value;
    },
    choice(name, allowed) {
      const text = read(name);
      if (text === undefined || text === "") return undefined;
      return allowed.includes(text) ? text : refuse(name, messages.invalidChoice(text));
    },
    file(name, rule) {
      const file = form.files.get(name);
      if (!file) return refuse(name, read(name) === undefined ? messages.fileMissing : messages.fileNotAFile);
      if (!file.isTooLarge && file.bytes.length === 0) return refuse(name, messages.fileEmpty);
      const fault = rule(file);
      return fault === undefined ? file : refuse(name, fault);
    },
    fields(typed) {
      const good = Object.entries(typed).filter(([name]) => !Object.hasOwn(errors, name));
      return { ...Object.fromEntries(form.texts), ...Object.fromEntries(good) };
    },
  };
}

/** The refusal for the errors that a reader found; nothing without errors. */
export function toRefusal(errors: FieldErrors): { readonly refusal?: Refusal } {
  return Object.keys(errors).length === 0 ? {} : { refusal: new Refusal(400, errors) };
}

/** Stands for a picture that was not sent, in calls that a scenario answers without validating them. */
export function toMissingImage(name = ""): ImageInput {
  return { name, filename: "", bytes: Buffer.alloc(0), widthPx: 640, heightPx: 480 };
}
