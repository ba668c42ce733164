import Type, { type TSchema } from "typebox";
import type { EndpointDescription } from "../../openapi/endpoint.ts";
import type { DiditOptions } from "../../options.ts";
import {
  Detail,
  FieldErrors,
  serviceUnavailable,
  unsupportedMediaType,
} from "../rest-framework/error-bodies.ts";
import { messages } from "../rest-framework/messages.ts";
import { createFormSchema, imageMediaTypes, type RequestShape } from "./check-form.ts";
import type { Edition } from "./edition.ts";
import { renderForcedError } from "./errors.ts";
import { createAnswerExamples } from "./examples.ts";
import { ErrorText, rateHeaders, toKeyedResponses } from "./shared-responses.ts";

/** A check as far as its document needs it. */
export type DescribedCheck = {
  /** Last part of its path, such as `face-match`. */
  readonly path: string;
  readonly shape: RequestShape;
  readonly operation: { readonly spec: { readonly id: string; readonly answer: TSchema | undefined } };
};

/** Where a check is: the current version first. */
export function toCheckPaths(path: string): string[] {
  return [`/v3/${path}/`, `/v2/${path}/`];
}

const texts: Readonly<Record<string, { readonly summary: string; readonly description: string }>> = {
  "passive-liveness": {
    summary: "Judge from one image whether a living person is in front of the camera.",
    description: "Declined is an answer like any other: the status is 200, the warnings say why.",
  },
  "face-match": {
    summary: "Compare the faces of two images.",
    description: "The largest face of each image counts. Scores from 90 are the same person almost surely.",
  },
  "face-search": {
    summary: "Look for a face among those that were enrolled.",
    description: "Saved liveness checks enrol their faces.",
  },
  "age-estimation": {
    summary: "Estimate the age of a person and judge the liveness.",
    description: "Declined is an answer like any other: the status is 200, the warnings say why.",
  },
};

/** The document's entry of a check in one edition with these settings. */
export function createCheckEndpoint(
  { path, shape, operation: { spec } }: DescribedCheck,
  edition: Edition,
  options: DiditOptions,
): EndpointDescription {
  const { summary = "", description = "" } = texts[path] ?? {};
  const [image = ""] = shape.images;
  const isSearch = shape.hasSearchType === true;
  const toExample = (error: string) => renderForcedError(error, image, options, 0).body;
  return {
    id: spec.id,
    method: "POST",
    paths: toCheckPaths(path),
    tag: "checks",
    summary,
    description,
    security: ["apiKey"],
    request: {
      isRequired: true,
      content: {
        "multipart/form-data": {
          schema: createFormSchema(shape, edition, options),
          encoding: Object.fromEntries(shape.images.map((name) => [name, { contentType: imageMediaTypes }])),
        },
      },
    },
    responses: {
      ...toKeyedResponses(edition),
      200: {
        description: "The check was carried out, whatever it found.",
        ...(spec.answer ? { body: spec.answer } : {}),
        headers: rateHeaders,
        examples: createAnswerExamples(edition)[path] ?? {},
      },
      400: {
        name: isSearch ? "BadSearch" : `BadForm${shape.images.length}`,
        description: isSearch
          ? "The form does not keep the contract, or the image shows no face."
          : "The form does not keep the contract.",
        body: Type.Union([Detail, FieldErrors, ...(isSearch ? [ErrorText] : [])]),
        examples: {
          missing_file: toExample("missing_file"),
          invalid_image: toExample("invalid_image"),
          file_too_large: toExample("file_too_large"),
          bad_boolean: { rotate_image: [messages.booleanInvalid] },
          broken_form: { detail: messages.multipartBroken("Invalid boundary in multipart: None") },
        },
      },
      415: unsupportedMediaType,
      503: serviceUnavailable,
    },
  };
}
