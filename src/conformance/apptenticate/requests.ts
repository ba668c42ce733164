import type { FormPart, Question } from "../question.ts";

const path = "/api/v3/biometrics/liveness/";

/** A liveness check with the caller's access token. */
export function check(id: string, form: readonly FormPart[], more: Partial<Question> = {}): Question {
  return {
    id: `apptenticate.${id}`,
    provider: "apptenticate",
    method: "POST",
    path,
    headers: { Authorization: "Bearer {{access}}" },
    body: { form },
    ...more,
  };
}

/** A selfie made from a prepared photo. */
export function selfie(photo: Extract<FormPart, { photo: string }>["photo"]): FormPart {
  return { name: "selfie", photo };
}
