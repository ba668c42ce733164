import Type, { type TSchema } from "typebox";
import type { DiditOptions } from "../../options.ts";
import type { Edition } from "./edition.ts";

/** How the fields of an endpoint are called. */
export type RequestShape = {
  readonly images: readonly string[];
  readonly threshold?: NumberField;
  readonly minimumAge?: NumberField;
  readonly hasSearchType?: true;
};

/** A number from 0 to 100 and what it is when it is not sent. */
export type NumberField = {
  readonly name: string;
  readonly standard: number;
  /** What it does, a sentence. */
  readonly description: string;
};

/** What a face search looks among; the first is the default. */
export const searchTypes = ["most_similar", "blocklisted_or_approved"] as const;
/** One of the {@link searchTypes}. */
export type SearchType = (typeof searchTypes)[number];

/** Extensions that file names may have, as the vendor lists them; `tif` is taken besides. */
export const imageExtensions = ["tiff", "jpg", "jpeg", "png", "webp"];
/** Media types of the files. */
export const imageMediaTypes = "image/jpeg, image/png, image/webp, image/tiff";
/** Bounds of every number field. */
export const numberRange = { minimum: 0, maximum: 100 };
/** What the switches are when they are not sent. */
export const switchDefaults = { rotate_image: false, save_api_request: true };

/** Schema of an endpoint's form, in which files are binary texts; what is not required has the default that the reader takes. */
export function createFormSchema(shape: RequestShape, edition: Edition, options: DiditOptions) {
  const { images, threshold, minimumAge, hasSearchType } = shape;
  const megabytes = Math.round((options.maxFileBytes / 1024 / 1024) * 100) / 100;
  const describeImage = (what: string) =>
    `${what}: a file called .${imageExtensions.join(", .")}, at most ${megabytes} MB.`;
  const files = images.map((name): [string, TSchema] => [
    name,
    Type.String({
      format: "binary",
      description: describeImage(
        name === "ref_image" ? "The image to compare with" : "The image of the face",
      ),
    }),
  ]);
  const numbers = [threshold, minimumAge].flatMap((field) =>
    field ? [[field.name, Type.Optional(toNumber(field, edition))] as const] : [],
  );
  return Type.Object({
    ...Object.fromEntries(files),
    ...Object.fromEntries(numbers),
    ...(hasSearchType
      ? {
          search_type: Type.Optional(
            Type.Enum([...searchTypes], {
              default: searchTypes[0],
              description: "What to look among: all enrolled faces, or blocklisted and approved ones.",
            }),
          ),
        }
      : {}),
    rotate_image: Type.Optional(
      Type.Boolean({
        default: switchDefaults.rotate_image,
        description: "Whether to turn the image by 90, 180 and 270 degrees to find an upright face.",
      }),
    ),
    save_api_request: Type.Optional(
      Type.Boolean({
        default: switchDefaults.save_api_request,
        description: "Whether to save the call, enrol its face and send a webhook.",
      }),
    ),
    vendor_data: Type.Optional(Type.String({ description: "Your own name for the user." })),
    ...(edition.echoes
      ? {
          metadata: Type.Optional(
            Type.String({
              contentMediaType: "application/json",
              description: "A JSON object as text; the answer has it as an object.",
            }),
          ),
        }
      : {}),
  });
}

/** Names of the text fields that the contract of an endpoint knows. */
export function listFields(shape: RequestShape, edition: Edition, options: DiditOptions): string[] {
  const names = Object.keys(createFormSchema(shape, edition, options).properties);
  return names.filter((name) => !shape.images.includes(name));
}

function toNumber({ standard, description }: NumberField, { hasWholeThresholds }: Edition): TSchema {
  const keywords = { ...numberRange, default: standard, description };
  return hasWholeThresholds ? Type.Integer(keywords) : Type.Number(keywords);
}
