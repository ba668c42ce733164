import type { DiditOptions } from "../../../options.ts";
import type { Operation } from "../../provider.ts";
import { messages } from "../../rest-framework/messages.ts";
import { Refusal } from "../../rest-framework/refusal.ts";
import { listFields, type RequestShape } from "../check-form.ts";
import type { Edition } from "../edition.ts";
import { forcedErrors, renderForcedError } from "../errors.ts";
import { type DiditRequest, foreignNames } from "../request.ts";
import { listRisks, toTraits } from "../risks.ts";
import { createSchemas } from "../schemas.ts";
import { type AgeVerdict, toStatus } from "../verdict.ts";
import { renderAge } from "../wire.ts";
import { forceAge } from "./force.ts";
import { judgeAge, measureAge } from "./policy.ts";

/** Field names of the age estimation. */
export function createAgeShape(options: DiditOptions): RequestShape {
  return {
    images: ["user_image"],
    threshold: {
      name: "face_liveness_score_decline_threshold",
      standard: options.faceLivenessScoreDeclineThreshold,
      description: "The score that the liveness is held against.",
    },
    minimumAge: {
      name: "age_estimation_decline_threshold",
      standard: options.ageEstimationDeclineThreshold,
      description: "The age in years under which the check is declined.",
    },
  };
}

/** The age estimation in one edition; every warning declines. */
export function createAgeEstimation(
  edition: Edition,
  options: DiditOptions,
): Operation<DiditRequest, AgeVerdict> {
  const schema = createSchemas(edition).AgeEstimation;
  const warnings = listRisks("AGE_ESTIMATION");
  return {
    spec: {
      id: "didit.age-estimation",
      images: ["user_image"],
      fields: listFields(createAgeShape(options), edition, options),
      foreignNames,
      errors: forcedErrors,
      warnings,
      decliningWarnings: warnings,
      facelessWarnings: warnings.filter((risk) => toTraits(risk).isFaceless),
      statuses: ["Approved", "Declined"],
      codes: [],
      scored: true,
      answer: schema,
    },
    decide([facts], request) {
      if (!facts) throw new Error("an age estimation needs the facts of one image");
      const measures = measureAge(facts);
      const findings = judgeAge(measures, request, edition, options);
      return { ...measures, findings, status: toStatus(findings, false) };
    },
    decideUnreadable(images) {
      throw new Refusal(400, Object.fromEntries(images.map(({ name }) => [name, [messages.imageInvalid]])));
    },
    isFixedBy: ({ warnings: demanded = [] }) => demanded.includes("NO_FACE_DETECTED"),
    force: (verdict, overlay, request) => forceAge(verdict, overlay, request, edition, options),
    render: (verdict, request, meta) => ({
      status: 200,
      body: renderAge(verdict, request, meta, edition),
      schema,
    }),
    renderError: (error, now) => renderForcedError(error, "user_image", options, now),
  };
}
