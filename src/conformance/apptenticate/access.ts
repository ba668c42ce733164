import { about, type Case } from "../case.ts";
import type { FormPart, Question } from "../question.ts";
import { exactly, including, matching, object, type Shape, tuple } from "../shape.ts";
import { pages } from "./pages.ts";
import { check, selfie } from "./requests.ts";

const photo = selfie("selfie");
const plain = (name: string, value: string): FormPart => ({ name, value });
const withHeader = (id: string, authorization?: string) =>
  check(id, [photo], { headers: authorization === undefined ? {} : { Authorization: authorization } });

/** Liveness checks that are refused, and so not billed: for the token, or for a bad field. */
export const refusedQuestions: readonly Question[] = [
  withHeader("no-token"),
  withHeader("other-scheme", "Basic bWU6c2VjcmV0"),
  withHeader("malformed-token", "Bearer no.token.this"),
  withHeader("scheme-alone", "Bearer"),
  withHeader("three-words", "Bearer one two"),
  check("token-before-body", [], { headers: {} }),
  withHeader("refresh-as-access", "Bearer {{refresh}}"),
  check("missing-selfie", [plain("details", "true")]),
  check("text-for-selfie", [plain("selfie", "selfie")]),
  check("empty-selfie", [selfie("empty")]),
  check("bad-boolean", [photo, plain("return_id", "maybe"), plain("details", "perhaps")]),
  check("bad-device", [photo, plain("device", "TOASTER")]),
];

/** What the contract says about them. */
export function listRefusedCases(): Case[] {
  const { framework, liveness } = pages;
  const at = (id: string) => about(`apptenticate.${id}`, "apptenticate");
  const challenge = { "www-authenticate": matching(/^Bearer realm="api"$/, 'Bearer realm="api"') };
  const unauthorized = (id: string, says: string, body: Shape) => [
    at(id)("status", `${says} is 401`, liveness.D, { status: 401 }),
    at(id)("body", `${says} is told so`, framework.I, { headers: challenge, body: { "": body } }),
  ];
  const badField = (id: string, says: string, members: Readonly<Record<string, string>>) => [
    at(id)("status", `${says} is 400`, framework.I, { status: 400 }),
    at(id)("body", `${says} is named in the answer`, framework.I, {
      body: {
        "": including(
          Object.fromEntries(Object.entries(members).map(([name, text]) => [name, tuple(exactly(text))])),
        ),
      },
    }),
  ];
  const missing = object({ detail: exactly("Authentication credentials were not provided.") });
  const badHeader = object({
    detail: exactly("Authorization header must contain two space-delimited values"),
    code: exactly("bad_authorization_header"),
  });
  return [
    ...unauthorized("no-token", "a check without a token", missing),
    ...unauthorized("other-scheme", "another scheme than Bearer", missing),
    ...unauthorized("malformed-token", "a token that is none", toBadToken("Token is invalid or expired")),
    ...unauthorized("scheme-alone", "a header without a token", badHeader),
    ...unauthorized("three-words", "a header of three words", badHeader),
    ...unauthorized("token-before-body", "an empty form without a token", missing),
    ...unauthorized("refresh-as-access", "a refresh token", toBadToken("Token has wrong type")),
    ...badField("missing-selfie", "a missing selfie", { selfie: "No file was submitted." }),
    ...badField("text-for-selfie", "a text in the place of a selfie", {
      selfie: "The submitted data was not a file. Check the encoding type on the form.",
    }),
    ...badField("empty-selfie", "an empty selfie", { selfie: "The submitted file is empty." }),
    ...badField("bad-boolean", "a word that is no boolean", {
      return_id: "Must be a valid boolean.",
      details: "Must be a valid boolean.",
    }),
    ...badField("bad-device", "a device that does not exist", { device: '"TOASTER" is not a valid choice.' }),
  ];
}

function toBadToken(message: string): Shape {
  return object({
    detail: exactly("Given token not valid for any token type"),
    code: exactly("token_not_valid"),
    messages: tuple(
      object({
        token_class: exactly("AccessToken"),
        token_type: exactly("access"),
        message: exactly(message),
      }),
    ),
  });
}
