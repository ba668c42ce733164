import { extname } from "node:path";
import { sniffFormat } from "../../face/format.ts";
import type { FilePart, Form } from "../../http/form.ts";
import type { DiditOptions } from "../../options.ts";
import type { ParsedRequest } from "../provider.ts";
import { createFormReader, type FormReader } from "../rest-framework/fields.ts";
import { messages } from "../rest-framework/messages.ts";
import { Refusal } from "../rest-framework/refusal.ts";
import type { Edition } from "./edition.ts";
import { toFileTooLarge } from "./errors.ts";

/** A valid request to one of the two checks. */
export type DiditRequest = ParsedRequest & {
  /** 0..100 */
  readonly threshold: number;
  readonly isSaved: boolean;
  readonly vendorData: string | undefined;
  readonly metadata: unknown;
};

/** How the fields of an endpoint are called. */
export type RequestShape = {
  readonly images: readonly string[];
  readonly threshold: string;
  readonly standardThreshold: number;
};

const shownExtensions = ["tiff", "jpg", "jpeg", "png", "webp"];
const extensions = new Set([...shownExtensions, "tif"]);

/** Reads a form by the contract of one endpoint; throws a {@link Refusal} that names every bad field. */
export function parseRequest(
  form: Form,
  shape: RequestShape,
  edition: Edition,
  options: DiditOptions,
): DiditRequest {
  const reader = createFormReader(form);
  const images = shape.images.map((name) => reader.file(name, (file) => checkImage(file, options)));
  const bounds = { minimum: 0, maximum: 100, invalid: edition.thresholdInvalid };
  const threshold = reader.number(shape.threshold, bounds) ?? shape.standardThreshold;
  const rotate = reader.boolean("rotate_image", false);
  const isSaved = reader.boolean("save_api_request", true);
  const vendorData = reader.text("vendor_data");
  const metadata = edition.echoes ? readMetadata(reader) : undefined;
  if (Object.keys(reader.errors).length > 0) throw new Refusal(400, reader.errors);
  return {
    images: images.filter((image) => image !== undefined),
    rotate,
    threshold,
    isSaved,
    vendorData,
    metadata,
    fields: {
      ...Object.fromEntries(form.texts),
      rotate_image: rotate,
      save_api_request: isSaved,
      [shape.threshold]: threshold,
    },
  };
}

function checkImage(
  { filename, bytes, isTooLarge }: FilePart,
  { maxFileBytes }: DiditOptions,
): string | undefined {
  const extension = toExtension(filename);
  if (!extensions.has(extension)) return messages.extensionNotAllowed(extension, shownExtensions);
  if (isTooLarge) return toFileTooLarge(maxFileBytes);
  const format = sniffFormat(bytes);
  return format === undefined || format === "gif" ? messages.imageInvalid : undefined;
}

/** The extension in lower case without its dot; control characters are dropped first, as Django does. */
function toExtension(filename: string): string {
  const name =
    filename
      .replace(/\p{Cc}/gu, "")
      .split(/[\\/]/)
      .at(-1) ?? "";
  return extname(name).slice(1).toLowerCase();
}

function readMetadata(reader: FormReader): unknown {
  const text = reader.text("metadata")?.trim();
  if (text === undefined || text === "") return undefined;
  const refuse = (message: string): undefined => {
    reader.errors.metadata = [message];
    return undefined;
  };
  try {
    const value: unknown = JSON.parse(text);
    // What nests too deep to be written back counts as unreadable.
    JSON.stringify(value);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
    return refuse(messages.notADictionary(toPythonType(value)));
  } catch {
    return refuse(messages.jsonInvalid);
  }
}

function toPythonType(value: unknown): string {
  if (value === null) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  return typeof value === "boolean" ? "bool" : "str";
}
