import type { DiditOptions } from "../../../options.ts";
import type { Operation, WireResponse } from "../../provider.ts";
import { messages } from "../../rest-framework/messages.ts";
import { Refusal } from "../../rest-framework/refusal.ts";
import { listFields, type RequestShape } from "../check-form.ts";
import type { Edition } from "../edition.ts";
import { forcedErrors, renderForcedError } from "../errors.ts";
import { toSeenImage } from "../policy.ts";
import { type DiditRequest, foreignNames } from "../request.ts";
import { listRisks, toTraits } from "../risks.ts";
import { createSchemas } from "../schemas.ts";
import type { FacesOf } from "../sessions/enrolment.ts";
import { type SearchVerdict, toStatus } from "../verdict.ts";
import { renderSearch } from "../wire.ts";
import { forceSearch } from "./force.ts";
import { findMatches, judgeSearch } from "./policy.ts";

/** Field names of the face search. */
export const searchShape: RequestShape = { images: ["user_image"], hasSearchType: true };

const noFace: WireResponse = { status: 400, body: { error: "No face was found in the image." } };

/** The face search in one edition, among the faces that the space has enrolled. */
export function createFaceSearch(
  edition: Edition,
  options: DiditOptions,
  facesOf: FacesOf,
): Operation<DiditRequest, SearchVerdict> {
  const schema = createSchemas(edition).FaceSearch;
  const warnings = listRisks("FACE_SEARCH");
  return {
    spec: {
      id: "didit.face-search",
      images: ["user_image"],
      fields: listFields(searchShape, edition, options),
      foreignNames,
      errors: [...forcedErrors, "no_face"],
      warnings,
      decliningWarnings: warnings.filter((risk) => toTraits(risk).alwaysDeclines),
      facelessWarnings: [],
      statuses: ["Approved", "Declined"],
      codes: [],
      scored: false,
      answer: schema,
    },
    async decide([facts], { searchType, vendorData = null }, space) {
      if (!facts) throw new Error("a face search needs the facts of one image");
      const [face] = facts.faces;
      const image = toSeenImage(facts);
      const matches = face ? findMatches(face.descriptor, await facesOf(space), searchType, options) : [];
      const findings = judgeSearch({ image, matches }, vendorData, options);
      return { image, matches, findings, status: toStatus(findings, false) };
    },
    decideUnreadable(images) {
      throw new Refusal(400, Object.fromEntries(images.map(({ name }) => [name, [messages.imageInvalid]])));
    },
    // The matches are found by the face.
    isFixedBy: () => false,
    force: (verdict, overlay, request) => forceSearch(verdict, overlay, request, options),
    render(verdict, request, meta) {
      // Only here, because a scenario may have made up a face; a search without one is not completed and costs nothing.
      if (verdict.image.faces.length === 0) throw new Refusal(noFace.status, noFace.body);
      return { status: 200, body: renderSearch(verdict, request, meta, edition), schema };
    },
    renderError: (error, now) =>
      error === "no_face" ? noFace : renderForcedError(error, "user_image", options, now),
  };
}
