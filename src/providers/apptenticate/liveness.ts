import type { Form } from "../../http/form.ts";
import type { ApptenticateOptions } from "../../options.ts";
import type { Overlay } from "../../scenarios/scenario.ts";
import type { Operation, ParsedRequest } from "../provider.ts";
import type { Parsed } from "../rest-framework/check.ts";
import { createFormReader, toMissingImage, toRefusal } from "../rest-framework/fields.ts";
import { Refusal } from "../rest-framework/refusal.ts";
import { type RejectionCode, rejectionCodes } from "./codes.ts";
import { createLivenessErrors, renderForcedError, toTooLarge } from "./errors.ts";
import { judgeSelfie, type SelfieVerdict } from "./policy.ts";
import { devices, SelfieForm } from "./schemas.ts";
import { type Asked, createLivenessSchema, renderSelfie } from "./wire.ts";

/** A valid request to the liveness check. */
export type SelfieRequest = ParsedRequest & {
  readonly asked: Asked;
  readonly vendorData: string | undefined;
};

/** Names that other services and other endpoints of this one give to the parts. */
const foreignNames = {
  image: "selfie",
  user_image: "selfie",
  photo: "selfie",
  file: "selfie",
  face: "selfie",
  returnId: "return_id",
  detail: "details",
};
const acceptable = { code: undefined, quality: 0.85, liveness: 0.93 } as const;

/** Reads a form by the contract of the liveness check; the refusal names every bad field, which has its default in the request. */
export function parseSelfieRequest(form: Form, options: ApptenticateOptions): Parsed<SelfieRequest> {
  const isTooLarge = form.files.get("selfie")?.isTooLarge ?? false;
  const reader = createFormReader(form);
  const selfie = reader.file("selfie", () => undefined);
  const returnId = reader.boolean("return_id", false);
  const device = reader.choice("device", devices);
  const details = reader.boolean("details", false);
  const { status, body } = toTooLarge(options.maxFileBytes);
  return {
    ...(isTooLarge ? { refusal: new Refusal(status, body) } : toRefusal(reader.errors)),
    oddities: reader.oddities,
    request: {
      images: [selfie === undefined || isTooLarge ? toMissingImage("selfie") : selfie],
      rotate: false,
      asked: { details, returnId },
      vendorData: reader.text("vendor_data"),
      fields: reader.fields({ return_id: returnId, details, ...(device ? { device } : {}) }),
    },
  };
}

/** The liveness check. */
export function createLiveness(options: ApptenticateOptions): Operation<SelfieRequest, SelfieVerdict> {
  const schema = createLivenessSchema(options);
  const errors = createLivenessErrors(options.maxFileBytes);
  const render = (verdict: SelfieVerdict, asked: Asked, id: number) => ({
    status: verdict.code === undefined ? 200 : options.rejectionStatus,
    body: renderSelfie(verdict, asked, id, options),
    schema,
  });
  return {
    spec: {
      id: "apptenticate.liveness",
      images: ["selfie"],
      fields: Object.keys(SelfieForm.properties).filter((name) => name !== "selfie"),
      foreignNames,
      errors: [...Object.keys(errors), "invalid_image"],
      warnings: [],
      decliningWarnings: [],
      facelessWarnings: [],
      statuses: ["Approved", "Declined"],
      codes: rejectionCodes,
      scored: false,
      answer: schema,
    },
    decide([facts]) {
      if (!facts) throw new Error("a liveness check needs the facts of one image");
      return judgeSelfie(facts, options);
    },
    decideUnreadable: () => ({ code: 708, quality: 0, liveness: 0 }),
    isFixedBy: ({ code }) => code !== undefined,
    force: (verdict, overlay) => forceSelfie(verdict, overlay, options),
    render: (verdict, { asked }, { answerNumber }) => render(verdict, asked, answerNumber),
    renderError: (error) =>
      error === "invalid_image"
        ? render({ code: 708, quality: 0, liveness: 0 }, { details: false, returnId: false }, 0)
        : renderForcedError(errors, error),
  };
}

function forceSelfie(
  verdict: SelfieVerdict,
  { code, status }: Overlay,
  options: ApptenticateOptions,
): SelfieVerdict {
  if (code !== undefined) return { ...verdict, code: code as RejectionCode };
  if (status === "Declined") return { ...verdict, code: verdict.code ?? 715 };
  if (status !== "Approved") return verdict;
  const passes = verdict.quality >= options.qualityThreshold && verdict.liveness >= options.livenessThreshold;
  return passes ? { ...verdict, code: undefined } : acceptable;
}
