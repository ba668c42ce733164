import { about, type Case } from "../case.ts";
import type { Question } from "../question.ts";
import { exactly, including, matching, object, type Shape, words } from "../shape.ts";
import type { DiditEdition } from "./editions.ts";
import { pages } from "./pages.ts";
import { check, get, photo, text, unsaved } from "./requests.ts";

// Stuntface takes every key but those that order a refusal; the vendor knows none of them.
const unknownKey = "stunt_invalid";
const liveness = "/v3/passive-liveness/";
const match = "/v3/face-match/";
const selfie = photo("user_image", "selfie");
const both = [selfie, photo("ref_image", "same-person")];
const json = matching(/^application\/json\b/, "application/json");
const forbidden = "You do not have permission to perform this action.";
const detail = (text: string): Shape => object({ detail: exactly(text) });

/** Who may call, and where. None of these calls is billed. */
export const accessQuestions: readonly Question[] = [
  get("unknown-path", "/v3/no-such-check/"),
  check("no-key", liveness, [selfie], { headers: {} }),
  check("no-key-match", match, both, { headers: {} }),
  check("no-key-without-slash", "/v3/passive-liveness", [selfie], { headers: {} }),
  check("no-key-v2", "/v2/passive-liveness/", [selfie], { headers: {} }),
  check("wrong-key", liveness, [selfie], { headers: { "X-Api-Key": unknownKey } }),
  check("wrong-key-match", match, both, { headers: { "x-api-key": unknownKey } }),
  get("wrong-method", liveness),
  get("balance-without-key", "/v3/billing/balance/"),
  check("no-credits", liveness, [selfie, unsaved], { headers: { "x-api-key": "{{emptyKey}}" } }),
  check("no-credits-before-validation", match, [text("face_match_score_decline_threshold", "high")], {
    headers: { "x-api-key": "{{emptyKey}}" },
  }),
  check("forbidden", liveness, [selfie, unsaved], { headers: { "x-api-key": "{{forbiddenKey}}" } }),
];

/** What the contract says about them. */
export function listAccessCases({ withoutKey }: DiditEdition): Case[] {
  const { errors, clients, framework } = pages;
  const at = (id: string) => about(`didit.${id}`, "didit");
  const refused = (id: string, what: string, source = errors.D) => [
    at(id)("status", `${what} is ${withoutKey.status}`, source, { status: withoutKey.status }),
    at(id)("body", `${what} is told so`, errors.D, { body: { "": detail(withoutKey.detail) } }),
  ];
  const wrong = (id: string) => [
    at(id)("status", "a wrong key is 401", errors.D, { status: 401 }),
    at(id)("body", "a wrong key is told so", errors.D, {
      body: { "": detail("Invalid or missing API key") },
    }),
  ];
  const noCredits = (id: string, what: string) => [
    at(id)("status", `${what} is 403`, errors.D, { status: 403 }),
    at(id)("body", `${what} is told so under error, with the word credit`, errors.R, {
      body: {
        "": object({
          error: exactly(
            "You don't have enough credits to perform this request. Please top up at https://business.didit.me",
          ),
        }),
      },
    }),
  ];
  return [
    at("unknown-path")("status", "an unknown path is 404", framework.I, { status: 404 }),
    at("unknown-path")("body", "an unknown path is told so in JSON", framework.I, {
      body: { "": detail("Not found.") },
    }),
    ...refused("no-key", "a check without a key"),
    at("no-key")("json", "errors are JSON", clients.C, { headers: { "content-type": json } }),
    ...refused("no-key-match", "a match without a key"),
    at("no-key-without-slash")(
      "no-redirect",
      "a path without its slash is served, not redirected",
      clients.C,
      {
        status: withoutKey.status,
        headers: { location: null },
      },
    ),
    at("no-key-v2")("served", "/v2/ answers as /v3/ does", clients.C, {
      status: withoutKey.status,
      body: { "": including({ detail: words }) },
    }),
    ...wrong("wrong-key"),
    ...wrong("wrong-key-match"),
    at("wrong-method")("status", "another method is 405", framework.I, { status: 405 }),
    at("wrong-method")("allow", "a 405 names the method that is allowed", framework.I, {
      headers: { allow: matching(/\bPOST\b/, "a list with POST in it") },
    }),
    at("wrong-method")("body", "another method is told so", framework.I, {
      body: { "": detail('Method "GET" not allowed.') },
    }),
    ...refused("balance-without-key", "a balance without a key", errors.I),
    ...noCredits("no-credits", "a check without credits"),
    ...noCredits("no-credits-before-validation", "a wrong request without credits"),
    at("forbidden")("answer", "a key without the permission is 403 and told so", errors.D, {
      status: 403,
      body: { "": detail(forbidden) },
    }),
  ];
}
