import { about, type Case } from "../case.ts";
import type { Question } from "../question.ts";
import {
  anything,
  boolean,
  containing,
  decimal,
  decimalText,
  either,
  exactly,
  including,
  list,
  matching,
  number,
  object,
  uuid,
  variable,
  whole,
} from "../shape.ts";
import { type DiditEdition, image } from "./editions.ts";
import { pages } from "./pages.ts";
import { check, get, photo, text, unsaved, vendorData } from "./requests.ts";

const key = { "x-api-key": "{{key}}" };
const topUp = (id: string, amount: number): Question => ({
  id: `didit.${id}`,
  provider: "didit",
  method: "POST",
  path: "/v3/billing/top-up/",
  headers: key,
  body: { json: { amount_in_dollars: amount } },
});

/** What users of the checks ask next: saved calls, age, search and billing. */
export const neighbourQuestions: readonly Question[] = [
  get("balance", "/v3/billing/balance/", key),
  topUp("top-up-too-little", 49),
  { ...topUp("top-up", 50), extra: "top-up" },
  get("decision", "/v3/session/{{session}}/decision/", key),
  get("match-decision", "/v3/session/{{matchSession}}/decision/", key),
  get("unsaved-decision", "/v3/session/{{unsavedSession}}/decision/", key),
  check(
    "age",
    "/v3/age-estimation/",
    [photo("user_image", "selfie"), text("age_estimation_decline_threshold", "99"), unsaved],
    { billedRank: 9 },
  ),
  check(
    "search",
    "/v3/face-search/",
    [photo("user_image", "selfie"), text("search_type", "most_similar"), unsaved],
    {
      billedRank: 10,
    },
  ),
];

/** What the contract says about them. */
export function listNeighbourCases(edition: DiditEdition): Case[] {
  const at = (id: string) => about(`didit.${id}`, "didit");
  const { age, balance, decision, limits, search, topUp } = pages;
  return [
    at("balance")("body", "the balance is a decimal number as text, its keys in their order", balance.D, {
      status: 200,
      body: {
        "": object({
          balance: decimalText,
          auto_refill_enabled: boolean,
          auto_refill_amount: either(exactly(null), decimalText),
          auto_refill_threshold: either(exactly(null), decimalText),
        }),
      },
    }),
    at("balance")("rate-limit", "the answer carries the rate limit of reads", limits.D, {
      headers: { "x-ratelimit-limit": matching(/^600$/, "600") },
    }),
    at("top-up-too-little")("status", "less than 50 dollars are refused", topUp.I, { status: 400 }),
    at("top-up")("body", "a top-up gives a checkout session and its address", topUp.D, {
      status: 200,
      body: {
        "": including({
          checkout_session_id: matching(/^cs_/, "cs_…"),
          checkout_session_url: matching(/^https?:\/\//, "an address"),
        }),
      },
    }),
    at("decision")("keys", "a saved call can be asked for again", decision.D, {
      status: 200,
      body: {
        "": including({
          session_id: variable("session"),
          session_number: whole(0),
          status: exactly("Approved"),
          vendor_data: exactly(vendorData),
          created_at: anything,
        }),
      },
    }),
    at("decision")("check", "its check stands in a list", decision.D, {
      body: { liveness_checks: list(including({ status: exactly("Approved") }), 1, 1) },
    }),
    at("match-decision")("check", "a saved match stands in its list", decision.D, {
      status: 200,
      body: {
        session_id: variable("matchSession"),
        face_matches: list(including({ status: exactly("Approved") }), 1, 1),
      },
    }),
    at("unsaved-decision")("status", "the id of an unsaved call is throw-away", decision.D, { status: 404 }),
    at("age")("envelope", "the answer has the keys of the edition in their order", age.D, {
      status: 200,
      body: { "": edition.toEnvelope("age_estimation") },
    }),
    at("age")("keys", "the estimation has its keys in their order", age.D, {
      body: {
        age_estimation: object({
          status: anything,
          method: exactly("PASSIVE"),
          score: edition.livenessScore,
          user_image: image(edition, 1),
          age_estimation: decimal(0, 120),
          warnings: list(edition.toWarning("LIVENESS", {})),
        }),
      },
    }),
    at("age")("minimum", "an age under the minimum declines with AGE_BELOW_MINIMUM", age.D, {
      body: {
        "age_estimation.status": exactly("Declined"),
        "age_estimation.warnings": containing(
          edition.toWarning("LIVENESS", { risk: exactly("AGE_BELOW_MINIMUM"), log_type: exactly("error") }),
        ),
      },
    }),
    at("search")("keys", "the search has its keys in their order", search.D, {
      status: 200,
      body: {
        "": edition.toEnvelope("face_search"),
        created_at: edition.createdAt,
        face_search: object({
          status: either(exactly("Approved"), exactly("Declined")),
          total_matches: whole(1),
          matches: list(anything, 1, 5),
          user_image: object({
            entities: list(including({ bbox: anything, confidence: decimal(0, 1) }), 1),
            best_angle: whole(0, 270),
          }),
          warnings: list(edition.toWarning("LIVENESS", {})),
        }),
      },
    }),
    at("search")("matches", "a match has its keys in their order and is alike by 70 or more", search.D, {
      body: {
        "face_search.matches": list(edition.foundFace, 1, 5),
        "face_search.matches[0]": including({ session_id: uuid, similarity_percentage: number(70, 100) }),
      },
    }),
  ];
}
