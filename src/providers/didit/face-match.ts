import type { DiditOptions } from "../../options.ts";
import type { Operation } from "../provider.ts";
import { messages } from "../rest-framework/messages.ts";
import { Refusal } from "../rest-framework/refusal.ts";
import { listFields, type RequestShape } from "./check-form.ts";
import type { Edition } from "./edition.ts";
import { forcedErrors, renderForcedError } from "./errors.ts";
import { forceMatch } from "./force.ts";
import { judgeMatch, measureMatch } from "./policy.ts";
import { type DiditRequest, foreignNames } from "./request.ts";
import { listRisks, toTraits } from "./risks.ts";
import { createSchemas } from "./schemas.ts";
import { type MatchVerdict, toStatus } from "./verdict.ts";
import { renderMatch } from "./wire.ts";

/** Field names of the face match. */
export function createMatchShape(options: DiditOptions): RequestShape {
  return {
    images: ["user_image", "ref_image"],
    threshold: {
      name: "face_match_score_decline_threshold",
      standard: options.faceMatchScoreDeclineThreshold,
      description: "The score that the similarity is held against.",
    },
  };
}

/** The face match in one edition. */
export function createFaceMatch(
  edition: Edition,
  options: DiditOptions,
): Operation<DiditRequest, MatchVerdict> {
  const schema = createSchemas(edition).FaceMatch;
  const warnings = listRisks("FACEMATCH");
  return {
    spec: {
      id: "didit.face-match",
      images: ["user_image", "ref_image"],
      fields: listFields(createMatchShape(options), edition, options),
      foreignNames,
      errors: forcedErrors,
      warnings,
      decliningWarnings: warnings.filter((risk) => toTraits(risk).alwaysDeclines),
      facelessWarnings: warnings.filter((risk) => toTraits(risk).isFaceless),
      statuses: edition.hasReviewStatus ? ["Approved", "Declined", "In Review"] : ["Approved", "Declined"],
      codes: [],
      scored: true,
      answer: schema,
    },
    decide([probe, reference], { threshold, isSaved }) {
      if (!probe || !reference) throw new Error("a face match needs the facts of two images");
      const measures = measureMatch(probe, reference, edition, isSaved);
      const findings = judgeMatch(measures, threshold, edition, options);
      return { ...measures, findings, status: toStatus(findings, edition.hasReviewStatus) };
    },
    decideUnreadable(images) {
      throw new Refusal(400, Object.fromEntries(images.map(({ name }) => [name, [messages.imageInvalid]])));
    },
    isFixedBy: ({ warnings = [] }) =>
      warnings.includes("NO_FACE_DETECTED") && warnings.includes("NO_REFERENCE_IMAGE"),
    force: (verdict, overlay, { threshold, isSaved }) =>
      forceMatch(verdict, overlay, threshold, edition, options, isSaved),
    render: (verdict, request, meta) => ({
      status: 200,
      body: renderMatch(verdict, request, meta, edition),
      schema,
    }),
    renderError: (error, now) => renderForcedError(error, "ref_image", options, now),
  };
}
