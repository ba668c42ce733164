import type { Confidence, Source } from "../case.ts";

/** A page that says something, and how sure it is. */
function on(page: string): Readonly<Record<"D" | "R" | "C" | "I", Source>> {
  const toSource = (confidence: Confidence): Source => ({ page, confidence });
  return {
    D: toSource("documented"),
    R: toSource("recorded"),
    C: toSource("clients"),
    I: toSource("inferred"),
  };
}

/** The pages of docs.didit.me that the cases rest on. */
export const pages = {
  liveness: on("docs.didit.me/standalone-apis/passive-liveness"),
  livenessWarnings: on("docs.didit.me/core-technology/liveness"),
  match: on("docs.didit.me/standalone-apis/face-match"),
  matchWarnings: on("docs.didit.me/core-technology/face-match"),
  search: on("docs.didit.me/standalone-apis/face-search"),
  age: on("docs.didit.me/standalone-apis/age-estimation"),
  errors: on("docs.didit.me, error responses"),
  limits: on("docs.didit.me, rate limiting"),
  decision: on("docs.didit.me, session decision"),
  balance: on("docs.didit.me/management-api/billing/balance"),
  topUp: on("docs.didit.me/management-api/billing/top-up"),
  register: on("docs.didit.me/auth-api/register"),
  verify: on("docs.didit.me/auth-api/verify-email"),
  login: on("docs.didit.me/auth-api/login"),
  framework: on("Django REST framework"),
  clients: on("public client programs"),
} as const;
