import type { FormPart, Question } from "../question.ts";

/** What every saved call of the suite says of its user, so that repeated runs are no duplicates of each other. */
export const vendorData = "stuntface-conformance";

/** A file part made from a prepared photo. */
export function photo(name: string, photo: Extract<FormPart, { photo: string }>["photo"]): FormPart {
  return { name, photo };
}

/** A text part. */
export function text(name: string, value: string): FormPart {
  return { name, value };
}

/** The part that keeps a call from being stored. */
export const unsaved: FormPart = text("save_api_request", "false");

/** A POST of a form with the caller's key. */
export function check(
  id: string,
  path: string,
  form: readonly FormPart[],
  more: Partial<Question> = {},
): Question {
  return {
    id: `didit.${id}`,
    provider: "didit",
    method: "POST",
    path,
    headers: { "x-api-key": "{{key}}" },
    body: { form },
    ...more,
  };
}

/** A request without a body. */
export function get(id: string, path: string, headers: Question["headers"] = {}): Question {
  return { id: `didit.${id}`, provider: "didit", method: "GET", path, headers };
}
