import {
  anything,
  decimal,
  either,
  exactly,
  including,
  list,
  type Members,
  matching,
  number,
  object,
  type Shape,
  tuple,
  uuid,
  whole,
  words,
} from "../shape.ts";

/** What the dated editions of the contract say differently, as data. */
export type DiditEdition = {
  readonly name: "2025-05" | "2026-06";
  readonly withoutKey: { readonly status: number; readonly detail: string };
  readonly thresholdInvalid: string;
  readonly entity: Shape;
  /** A warning of a feature with these members, among the keys of the edition. */
  readonly toWarning: (feature: "LIVENESS" | "FACEMATCH", fixed: Members) => Shape;
  /** The envelope of an answer. */
  readonly toEnvelope: (name: string) => Shape;
  readonly echoes: boolean;
  readonly createdAt: Shape;
  readonly matchScore: Shape;
  readonly livenessScore: Shape;
  /** Status of a check whose score equals the threshold. */
  readonly atThreshold: "Approved" | "Declined";
  /** Score of an unsaved match in which a face is missing. */
  readonly facelessScore: Shape;
  readonly facelessRisks: readonly Shape[];
  readonly warnsOfQuality: boolean;
  readonly foundFace: Shape;
};

const gender = either(exactly("male"), exactly("female"));
const bbox = tuple(whole(0), whole(0), whole(0), whole(0));
const confidence = decimal(0, 1);
const age = decimal(0, 120);
const logType = either(exactly("error"), exactly("warning"), exactly("information"));
const texts = { log_type: logType, short_description: words, long_description: words };
const foundFace = {
  session_id: uuid,
  session_number: whole(0),
  similarity_percentage: number(0, 100),
  source: words,
  vendor_data: either(exactly(null), words),
  verification_date: words,
  status: words,
  is_blocklisted: either(exactly(true), exactly(false)),
  api_service: either(exactly(null), words),
};

/** What a warning is about: nothing, or an earlier call. */
const pointer = either(
  exactly(null),
  ...["blocklisted", "duplicated"].map((kind) =>
    object({ [`${kind}_session_id`]: uuid, [`${kind}_session_number`]: whole(0), api_service: anything }),
  ),
);

const risk = (name: string) => exactly(name);

/** What the first client programs hold in their hands. */
export const edition2025: DiditEdition = {
  name: "2025-05",
  withoutKey: { status: 401, detail: "Invalid or missing API key" },
  thresholdInvalid: "A valid integer is required.",
  entity: object({ age, bbox, confidence, gender }),
  toWarning: (_feature, fixed) => object({ risk: words, ...texts, ...fixed }),
  toEnvelope: (name) => object({ request_id: uuid, [name]: anything, created_at: anything }),
  echoes: false,
  createdAt: matching(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
    "a time such as 2025-05-01T13:11:07.977806Z",
  ),
  matchScore: whole(0, 100),
  livenessScore: whole(0, 100),
  atThreshold: "Approved",
  facelessScore: exactly(null),
  facelessRisks: [risk("NO_FACE_DETECTED"), risk("NO_REFERENCE_IMAGE")],
  warnsOfQuality: true,
  foundFace: object(foundFace),
};

/** The current public documentation. */
export const edition2026: DiditEdition = {
  name: "2026-06",
  withoutKey: { status: 403, detail: "You do not have permission to perform this action." },
  thresholdInvalid: "A valid number is required.",
  entity: object({ bbox, confidence, age, gender, race: exactly(null) }),
  toWarning: (feature, fixed) =>
    object({ risk: words, feature: exactly(feature), additional_data: pointer, ...texts, ...fixed }),
  toEnvelope: (name) =>
    object({
      request_id: uuid,
      [name]: anything,
      vendor_data: anything,
      metadata: anything,
      created_at: anything,
    }),
  echoes: true,
  createdAt: matching(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/,
    "a time such as 2026-06-12T01:04:42.763237+00:00",
  ),
  matchScore: decimal(0, 100),
  livenessScore: number(0, 100),
  atThreshold: "Declined",
  facelessScore: number(0, 0),
  facelessRisks: [risk("NO_REFERENCE_IMAGE")],
  warnsOfQuality: false,
  foundFace: including(foundFace),
};

/** An image with so many faces at least, at most. */
export function image(edition: DiditEdition, minimum: number, maximum?: number): Shape {
  const angle = matchAngle(0, 90, 180, 270);
  return object({ entities: list(edition.entity, minimum, maximum), best_angle: angle });
}

/** One of these angles. */
export function matchAngle(...angles: readonly number[]): Shape {
  return either(...angles.map((angle) => whole(angle, angle)));
}
