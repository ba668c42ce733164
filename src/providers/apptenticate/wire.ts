import Type from "typebox";
import type { ApptenticateOptions } from "../../options.ts";
import { rejections } from "./codes.ts";
import type { SelfieVerdict } from "./policy.ts";
import { AcceptedSelfie, RejectedSelfie } from "./schemas.ts";

// Keeps the logarithm finite; the range of the score is then -16.118 to 16.118.
const livenessMargin = 1e-7;

/** Schema of the liveness answer, accepted or rejected. */
export function createLivenessSchema({ envelope }: ApptenticateOptions) {
  // The one with more keys first: by them the writer tells which of the two a body is.
  const Body = Type.Union([RejectedSelfie, AcceptedSelfie]);
  return envelope === "data" ? Type.Object({ data: Body }) : Body;
}

/** What of an accepted selfie the client asked to see. */
export type Asked = { readonly details: boolean; readonly returnId: boolean };

/** Body of the liveness answer. */
export function renderSelfie(
  verdict: SelfieVerdict,
  asked: Asked,
  id: number,
  options: ApptenticateOptions,
): unknown {
  const { code } = verdict;
  const body =
    code === undefined
      ? {
          valid: true,
          ...(asked.details ? { api_response: renderDetails(verdict) } : {}),
          ...(asked.returnId ? { id } : {}),
        }
      : { valid: false, message: rejections[code][options.language], error_code: code };
  return options.envelope === "data" ? { data: body } : body;
}

/** `score` is the log-odds of `liveness`, cut to six decimals, which reproduces the documented example to its last digit. */
function renderDetails({ quality, liveness }: SelfieVerdict) {
  const probability = round(Math.min(1 - livenessMargin, Math.max(livenessMargin, liveness)), 7);
  return {
    score: Math.trunc(Math.log(probability / (1 - probability)) * 1e6) / 1e6,
    quality: round(quality, 7),
    liveness: probability,
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
