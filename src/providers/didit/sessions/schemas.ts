import Type from "typebox";
import type { Edition } from "../edition.ts";
import { createCheckSchemas, Metadata, nullable, words } from "../schemas.ts";

const statuses = ["Approved", "Declined", "In Review"];

/** Schema of a decision document; a person may have set another status than the check itself knows. */
export function createDecisionSchema(edition: Edition) {
  const { Liveness, FaceMatch, AgeEstimation } = createCheckSchemas(edition);
  const status = words(statuses, { description: "How the check ended, or what a person decided since." });
  const toSaved = <T extends { readonly properties: object }>(id: string, { properties }: T) =>
    Type.Object({ ...properties, status }, { $id: id, description: "A saved check." });
  return Type.Object(
    {
      session_id: Type.String({ format: "uuid", description: "The `request_id` of the call." }),
      session_number: Type.Integer({ minimum: 1, description: "Counts the saved calls." }),
      session_kind: Type.Literal("api"),
      status,
      workflow_id: Type.Null(),
      vendor_data: nullable(Type.String({ description: "As it was sent." })),
      metadata: nullable(Metadata),
      liveness_checks: Type.Array(
        Type.Union([
          toSaved("SavedLivenessCheck", Liveness),
          toSaved("SavedAgeEstimationCheck", AgeEstimation),
        ]),
      ),
      face_matches: Type.Array(toSaved("SavedFaceMatchCheck", FaceMatch)),
      created_at: Type.String({ format: "date-time", description: "As the answer had it." }),
    },
    { $id: "Decision", description: "A saved call." },
  );
}

const sessionId = Type.String({ minLength: 1, description: "The `request_id` of a saved liveness check." });
const face = Type.Optional(Type.Boolean({ description: "Must be true." }));

/** Body that puts a face into the blocklist. */
export const BlocklistAddBody = Type.Object(
  { session_id: sessionId, blocklist_face: face },
  { $id: "BlocklistAddBody" },
);

/** Body that takes a face out of the blocklist; one of the two switches must be true. */
export const BlocklistRemoveBody = Type.Object(
  { session_id: sessionId, unblock_face: face, blocklist_face: face },
  { $id: "BlocklistRemoveBody" },
);

/** Answer to a change of the blocklist. */
export const BlocklistAnswer = Type.Object({ message: Type.String() }, { $id: "BlocklistAnswer" });
