import Type from "typebox";
import { choice, degrees, unit, whole } from "./option-kinds.ts";

/** Settings of the Apptenticate provider. */
export const apptenticateOptions = Type.Object({
  users: Type.Array(Type.String({ pattern: "^[^:]+:.+$", description: "a text such as name:password" }), {
    default: [],
    description: "The only users that are accepted, as name:password; without any, every non-empty pair is.",
  }),
  contracted: Type.Array(Type.String({ minLength: 1 }), {
    default: ["liveness"],
    description: "Services that are contracted; without liveness among them its check answers 403.",
  }),
  tokenSecret: Type.Union([Type.Null(), Type.String({ minLength: 16 })], {
    default: null,
    description: "Signs the tokens; without it every start makes a new one.",
  }),
  accessTokenSeconds: Type.Integer({ minimum: 1, default: 300, description: "Life of an access token." }),
  refreshTokenSeconds: Type.Integer({ minimum: 1, default: 86_400, description: "Life of a refresh token." }),
  maxFileBytes: Type.Integer({ minimum: 1, default: 10 * 1024 * 1024, description: "Largest selfie file." }),
  envelope: choice(["bare", "data"], "bare", "Answer with the bare body or with {data: body}."),
  language: choice(["es", "en"], "es", "Language of rejection messages."),
  rejectionStatus: Type.Enum([200, 400], { default: 200, description: "HTTP status of a rejection." }),
  minFaceSize: whole("Pixels, smaller side of the box; below it 706.", 150),
  minPupillaryDistance: whole("Pixels between the pupils; below it 706.", 50),
  minFaceSizeRelative: unit("Area of the face in that of the picture; below it 706; 0 is off.", 0),
  detectableFaceSizeRelative: unit(
    "Area of a face in that of the picture; smaller ones do not count for 705.",
    0.005,
  ),
  minFacePadding: whole("Pixels from the box to a border; below it 700 or 701.", 15),
  maxYaw: degrees("Degrees; beyond it 707.", 30),
  maxPitch: degrees("Degrees; beyond it 707.", 30),
  maxRoll: degrees("Degrees; beyond it 707.", 30),
  occlusionThreshold: unit("Occlusion probability from which 703 is reported.", 0.5),
  qualityThreshold: unit("Quality under it is 713.", 0.5),
  livenessThreshold: unit("Liveness under it is 715.", 0.5),
  minimumConditions: choice(
    ["off", "quality-and-liveness"],
    "off",
    "When 714 is reported: never, or when quality and liveness are both under their thresholds.",
  ),
});
