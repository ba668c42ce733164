import type { Source } from "../case.ts";
import type { FormPart } from "../question.ts";
import { exactly, including, list, object, type Shape, tuple, words } from "../shape.ts";
import type { DiditEdition } from "./editions.ts";
import { pages } from "./pages.ts";
import { photo, text, unsaved } from "./requests.ts";

const match = "/v3/face-match/";
const threshold = "face_liveness_score_decline_threshold";
const selfie = photo("user_image", "selfie");
const missing = "No file was submitted.";
const invalidImage =
  "Upload a valid image. The file you uploaded was either not an image or a corrupted image.";

/** A refused form: what is wrong with it, and what the answer says. */
export type RefusedForm = {
  readonly id: string;
  readonly says: string;
  readonly path?: string;
  readonly form: readonly FormPart[];
  readonly body: (edition: DiditEdition) => Shape;
  readonly source?: Source;
  /** For fields that only some editions know. */
  readonly isKnown?: (edition: DiditEdition) => boolean;
};

const only = (field: string, message: string) => () => object({ [field]: tuple(exactly(message)) });

/** Forms that every check refuses. None is billed, since no check is completed. */
export const refusedForms: readonly RefusedForm[] = [
  { id: "missing-file", says: "a missing file", form: [unsaved], body: only("user_image", missing) },
  {
    id: "wrong-field-name",
    says: "a file under another name",
    form: [photo("image", "selfie"), unsaved],
    body: only("user_image", missing),
  },
  {
    id: "text-for-file",
    says: "a text in the place of a file",
    form: [text("user_image", "selfie"), unsaved],
    body: only("user_image", "The submitted data was not a file. Check the encoding type on the form."),
  },
  {
    id: "empty-file",
    says: "an empty file",
    form: [photo("user_image", "empty"), unsaved],
    body: only("user_image", "The submitted file is empty."),
  },
  {
    id: "wrong-extension",
    says: "an extension that is not allowed",
    form: [{ name: "user_image", photo: "selfie", filename: "selfie.gif" }, unsaved],
    body: only(
      "user_image",
      "File extension “gif” is not allowed. Allowed extensions are: tiff, jpg, jpeg, png, webp.",
    ),
  },
  {
    id: "too-large",
    says: "a file over 5 MB",
    form: [photo("user_image", "over-5-mb"), unsaved],
    body: () => object({ user_image: list(words, 1) }),
  },
  {
    id: "invalid-image",
    says: "a file that is no picture",
    form: [photo("user_image", "garbage"), unsaved],
    body: only("user_image", invalidImage),
  },
  {
    id: "threshold-no-number",
    says: "a threshold that is no number",
    form: [selfie, text(threshold, "high"), unsaved],
    body: ({ thresholdInvalid }) => object({ [threshold]: tuple(exactly(thresholdInvalid)) }),
  },
  {
    id: "threshold-over-100",
    says: "a threshold over 100",
    form: [selfie, text(threshold, "101"), unsaved],
    body: only(threshold, "Ensure this value is less than or equal to 100."),
  },
  {
    id: "threshold-under-0",
    says: "a threshold under 0",
    form: [selfie, text(threshold, "-1"), unsaved],
    body: only(threshold, "Ensure this value is greater than or equal to 0."),
  },
  {
    id: "boolean",
    says: "a word that is no boolean",
    form: [selfie, text("rotate_image", "maybe"), unsaved],
    body: only("rotate_image", "Must be a valid boolean."),
  },
  {
    id: "several-faults",
    says: "several bad fields at once",
    form: [text(threshold, "101"), text("save_api_request", "never")],
    body: () =>
      including({
        user_image: tuple(exactly(missing)),
        [threshold]: tuple(exactly("Ensure this value is less than or equal to 100.")),
        save_api_request: tuple(exactly("Must be a valid boolean.")),
      }),
  },
  {
    id: "metadata-no-json",
    says: "metadata that are no JSON",
    // Refused for its missing file where metadata are not known, so that it is free in every edition.
    form: [text("metadata", "{broken"), unsaved],
    body: () =>
      including({
        user_image: tuple(exactly(missing)),
        metadata: tuple(exactly("Value must be valid JSON.")),
      }),
    isKnown: ({ echoes }) => echoes,
  },
  {
    id: "match-missing-reference",
    says: "a match without a reference",
    path: match,
    form: [selfie, unsaved],
    body: only("ref_image", missing),
  },
  {
    id: "match-missing-both",
    says: "a match without any picture",
    path: match,
    form: [unsaved],
    body: () => including({ user_image: tuple(exactly(missing)), ref_image: tuple(exactly(missing)) }),
  },
  {
    id: "search-type",
    says: "a kind of search that does not exist",
    path: "/v3/face-search/",
    form: [selfie, text("search_type", "alphabetical"), unsaved],
    body: only("search_type", '"alphabetical" is not a valid choice.'),
  },
  {
    id: "search-no-face",
    says: "a search without a face",
    path: "/v3/face-search/",
    form: [photo("user_image", "landscape"), unsaved],
    body: () => object({ error: words }),
    source: pages.search.D,
  },
];
