import type { Confidence, Source } from "../case.ts";

const on = (page: string) => {
  const toSource = (confidence: Confidence): Source => ({ page, confidence });
  return { D: toSource("documented"), C: toSource("clients"), I: toSource("inferred") };
};

/** The pages that the cases rest on. */
export const pages = {
  token: on("Apptenticate's documentation, auth/token"),
  liveness: on("Apptenticate's documentation, Liveness"),
  codes: on("Apptenticate's documentation, Liveness, rejection codes"),
  framework: on("Django REST framework with SimpleJWT 5.3"),
} as const;
