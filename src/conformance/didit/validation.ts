import { about, type Case } from "../case.ts";
import type { Body, Question } from "../question.ts";
import { exactly, matching, object } from "../shape.ts";
import type { DiditEdition } from "./editions.ts";
import { pages } from "./pages.ts";
import { refusedForms } from "./refused-forms.ts";
import { check, get } from "./requests.ts";

const liveness = "/v3/passive-liveness/";
const raw = (id: string, body: Body): Question => check(id, liveness, [], { body });
const session = "00000000-0000-4000-8000-000000000000";

/** Requests that are refused for what is in them. None is billed, since no check is completed. */
export const validationQuestions: readonly Question[] = [
  ...refusedForms.map(({ id, path = liveness, form }) => check(id, path, form)),
  raw("media-type", { json: { user_image: "selfie.jpg" } }),
  raw("broken-multipart", {
    text: "--edge\r\nContent-Disposition: form-data; name=",
    mediaType: "multipart/form-data",
  }),
  get("unknown-session", `/v3/session/${session}/decision/`, { "x-api-key": "{{key}}" }),
  {
    ...get("blocklist-unknown-session", "/v3/blocklist/add/", { "x-api-key": "{{key}}" }),
    method: "POST",
    body: { json: { session_id: session, blocklist_face: true } },
  },
  get("session-without-key", `/v3/session/${session}/decision/`),
];

/** What the contract says about them. */
export function listValidationCases(edition: DiditEdition): Case[] {
  const { errors, framework } = pages;
  const at = (id: string) => about(`didit.${id}`, "didit");
  const known = refusedForms.filter(({ isKnown = () => true }) => isKnown(edition));
  const { status } = edition.withoutKey;
  return [
    ...known.flatMap(({ id, says, body, source = framework.I }) => [
      at(id)("status", `${says} is 400`, errors.D, { status: 400 }),
      at(id)("body", `${says} is named in the answer`, source, { body: { "": body(edition) } }),
    ]),
    at("media-type")("answer", "a body that is no form is 415", framework.I, {
      status: 415,
      body: { "": object({ detail: exactly('Unsupported media type "application/json" in request.') }) },
    }),
    at("broken-multipart")("answer", "a broken form is 400", framework.I, {
      status: 400,
      body: {
        "": object({ detail: matching(/^Multipart form parse error - ./, "Multipart form parse error - …") }),
      },
    }),
    at("unknown-session")("status", "a session that does not exist is 404", framework.I, { status: 404 }),
    at("unknown-session")("body", "a session that does not exist is told so", framework.I, {
      body: { "": object({ detail: exactly("Not found.") }) },
    }),
    at("blocklist-unknown-session")(
      "status",
      "nobody can be blocked by a session that does not exist",
      errors.I,
      {
        status: 404,
      },
    ),
    at("session-without-key")("status", `a decision without a key is ${status}`, errors.I, { status }),
  ];
}
