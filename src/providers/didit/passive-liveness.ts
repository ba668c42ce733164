import type { DiditOptions } from "../../options.ts";
import type { Operation } from "../provider.ts";
import { messages } from "../rest-framework/messages.ts";
import { Refusal } from "../rest-framework/refusal.ts";
import { listFields, type RequestShape } from "./check-form.ts";
import type { Edition } from "./edition.ts";
import { forcedErrors, renderForcedError } from "./errors.ts";
import { forceLiveness } from "./force.ts";
import { judgeLiveness, measureLiveness } from "./policy.ts";
import { type DiditRequest, foreignNames } from "./request.ts";
import { listRisks, toTraits } from "./risks.ts";
import { createSchemas } from "./schemas.ts";
import type { FacesOf } from "./sessions/enrolment.ts";
import { screenFace } from "./sessions/screening.ts";
import { type LivenessVerdict, toStatus } from "./verdict.ts";
import { renderLiveness } from "./wire.ts";

/** Field names of the passive liveness check. */
export function createLivenessShape(options: DiditOptions): RequestShape {
  return {
    images: ["user_image"],
    threshold: {
      name: "face_liveness_score_decline_threshold",
      standard: options.faceLivenessScoreDeclineThreshold,
      description: "The score that the liveness is held against.",
    },
  };
}

/** The passive liveness check in one edition. */
export function createPassiveLiveness(
  edition: Edition,
  options: DiditOptions,
  facesOf: FacesOf,
): Operation<DiditRequest, LivenessVerdict> {
  const schema = createSchemas(edition).PassiveLiveness;
  const warnings = listRisks("LIVENESS");
  return {
    spec: {
      id: "didit.passive-liveness",
      images: ["user_image"],
      fields: listFields(createLivenessShape(options), edition, options),
      foreignNames,
      errors: forcedErrors,
      warnings,
      decliningWarnings: warnings.filter((risk) => toTraits(risk).alwaysDeclines),
      facelessWarnings: warnings.filter((risk) => toTraits(risk).isFaceless),
      statuses: ["Approved", "Declined"],
      codes: [],
      scored: true,
      answer: schema,
    },
    async decide([facts], { threshold, vendorData = null }, space) {
      if (!facts) throw new Error("a liveness check needs the facts of one image");
      const [face] = facts.faces;
      const known = {
        enrolled: options.enrolment ? await facesOf(space) : undefined,
        photoBlocklist: space.photoBlocklist,
      };
      const screened = face
        ? await screenFace({ descriptor: face.descriptor, vendorData }, known, edition, options)
        : [];
      const measures = measureLiveness(facts, screened);
      const findings = judgeLiveness(measures, threshold, edition, options);
      return { ...measures, findings, status: toStatus(findings, false) };
    },
    decideUnreadable(images) {
      throw new Refusal(400, Object.fromEntries(images.map(({ name }) => [name, [messages.imageInvalid]])));
    },
    isFixedBy: ({ warnings = [] }) => warnings.includes("NO_FACE_DETECTED"),
    force: (verdict, overlay, { threshold }) => forceLiveness(verdict, overlay, threshold, edition, options),
    render: (verdict, request, meta) => ({
      status: 200,
      body: renderLiveness(verdict, request, meta, edition),
      schema,
    }),
    renderError: (error, now) => renderForcedError(error, "user_image", options, now),
  };
}
