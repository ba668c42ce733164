import { extname } from "node:path";
import { sniffFormat } from "../../face/format.ts";
import type { FilePart, Form } from "../../http/form.ts";
import type { DiditOptions } from "../../options.ts";
import type { ParsedRequest } from "../provider.ts";
import type { Parsed } from "../rest-framework/check.ts";
import { createFormReader, type FormReader, toMissingImage, toRefusal } from "../rest-framework/fields.ts";
import { messages } from "../rest-framework/messages.ts";
import { toPythonType } from "../rest-framework/python-type.ts";
import {
  imageExtensions,
  type NumberField,
  numberRange,
  type RequestShape,
  type SearchType,
  searchTypes,
  switchDefaults,
} from "./check-form.ts";
import type { Edition } from "./edition.ts";
import { toFileTooLarge } from "./errors.ts";

/** A valid request to one of the checks; what an endpoint does not ask for has a value without effect. */
export type DiditRequest = ParsedRequest & {
  /** 0..100, what the score is held against. */
  readonly threshold: number;
  /** Years */
  readonly minimumAge: number;
  readonly searchType: SearchType;
  readonly isSaved: boolean;
  readonly vendorData: string | undefined;
  readonly metadata: unknown;
};

/** Names that clients of other services and of older pages give to the parts. */
export const foreignNames: Readonly<Record<string, string>> = {
  image: "user_image",
  selfie: "user_image",
  source_image: "user_image",
  face_image: "user_image",
  photo: "user_image",
  file: "user_image",
  reference_image: "ref_image",
  target_image: "ref_image",
  ref: "ref_image",
  document_image: "ref_image",
  face_threshold: "face_match_score_decline_threshold",
};

const extensions = new Set([...imageExtensions, "tif"]);

/** Reads a form by the contract of one endpoint; the refusal names every bad field, which has its default in the request. */
export function parseRequest(
  form: Form,
  shape: RequestShape,
  edition: Edition,
  options: DiditOptions,
): Parsed<DiditRequest> {
  const reader = createFormReader(form);
  const images = shape.images.map((name) => reader.file(name, (file) => checkImage(file, options)));
  const isWhole = edition.hasWholeThresholds;
  const invalid = isWhole ? messages.integerInvalid : messages.numberInvalid;
  const bounds = { ...numberRange, invalid, isWhole };
  const readNumber = (field: NumberField | undefined) =>
    field ? (reader.number(field.name, bounds) ?? field.standard) : 0;
  const threshold = readNumber(shape.threshold);
  const minimumAge = readNumber(shape.minimumAge);
  const searchType = shape.hasSearchType ? readSearchType(reader) : searchTypes[0];
  const rotate = reader.boolean("rotate_image", switchDefaults.rotate_image);
  const isSaved = reader.boolean("save_api_request", switchDefaults.save_api_request);
  const vendorData = reader.text("vendor_data");
  const metadata = edition.echoes ? readMetadata(reader) : undefined;
  return {
    ...toRefusal(reader.errors),
    oddities: reader.oddities,
    request: {
      images: images.map((image, index) => image ?? toMissingImage(shape.images[index])),
      rotate,
      threshold,
      minimumAge,
      searchType,
      isSaved,
      vendorData,
      metadata,
      fields: reader.fields({
        rotate_image: rotate,
        save_api_request: isSaved,
        ...(shape.threshold ? { [shape.threshold.name]: threshold } : {}),
        ...(shape.minimumAge ? { [shape.minimumAge.name]: minimumAge } : {}),
        ...(shape.hasSearchType ? { search_type: searchType } : {}),
      }),
    },
  };
}

function checkImage(
  { filename, bytes, isTooLarge }: FilePart,
  { maxFileBytes }: DiditOptions,
): string | undefined {
  const extension = toExtension(filename);
  if (!extensions.has(extension)) return messages.extensionNotAllowed(extension, imageExtensions);
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

function readSearchType(reader: FormReader): SearchType {
  const text = reader.choice("search_type", searchTypes);
  return searchTypes.find((word) => word === text) ?? searchTypes[0];
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
