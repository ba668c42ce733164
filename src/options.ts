import Type, { type Static } from "typebox";
import { creditOptions } from "./credit-options.ts";

const unit = (description: string, value: number) =>
  Type.Number({ minimum: 0, maximum: 1, default: value, description });
const percent = (description: string, value: number) =>
  Type.Number({ minimum: 0, maximum: 100, default: value, description });
const optionalPercent = (description: string) =>
  Type.Union([Type.Null(), Type.Number({ minimum: 0, maximum: 100 })], { default: null, description });
const whole = (description: string, value: number) =>
  Type.Integer({ minimum: 0, default: value, description });
const degrees = (description: string, value: number) =>
  Type.Number({ minimum: 0, maximum: 180, default: value, description });
const texts = (description: string) =>
  Type.Array(Type.String({ minLength: 1 }), { default: [], description });
const choice = <const T extends string>(words: readonly T[], value: T, description: string) =>
  Type.Enum([...words] as [T, ...T[]], { default: value, description });
const action = (description: string) =>
  choice(["approve", "review", "decline"], "approve", `What a ${description} warning does.`);

const DiditOptions = Type.Object({
  contract: choice(["2025-05", "2026-06"], "2025-05", "Edition of the Didit contract."),
  keys: texts("The only API keys that are accepted; without any, every non-empty key is."),
  maxFileBytes: Type.Integer({ minimum: 1, default: 5 * 1024 * 1024, description: "Largest image file." }),
  rateLimit: choice(
    ["headers", "enforce", "off"],
    "headers",
    "Report the rate limit in headers, also refuse calls beyond it with 429, or neither.",
  ),
  writesPerMinute: Type.Integer({ minimum: 1, default: 300, description: "Rate limit for POST, per key." }),
  readsPerMinute: Type.Integer({ minimum: 1, default: 600, description: "Rate limit for GET, per key." }),
  registrationsPerHour: whole("Accounts that one client address may register in an hour; 0 is no limit.", 5),
  ...creditOptions,
  faceLivenessScoreDeclineThreshold: percent("Used when a call does not send its own.", 30),
  faceLivenessScoreReviewThreshold: optionalPercent("Liveness scores under it get the warning but pass."),
  faceMatchScoreDeclineThreshold: percent("Used when a call does not send its own.", 30),
  ageEstimationDeclineThreshold: percent("Years; used when a call does not send its own.", 18),
  faceSearchMinSimilarity: percent("Similarity from which a face search lists an enrolled face.", 70),
  faceMatchScoreReviewThreshold: optionalPercent("Match scores under it are In Review (2025-05)."),
  faceAttackThreshold: percent("Liveness scores under it raise LIVENESS_FACE_ATTACK as well.", 5),
  faceQualityThreshold: percent("face_quality under it raises LOW_FACE_QUALITY.", 30),
  faceLuminanceMinThreshold: percent("face_luminance under it raises LOW_FACE_LUMINANCE.", 20),
  faceLuminanceMaxThreshold: percent("face_luminance over it raises HIGH_FACE_LUMINANCE.", 90),
  faceQualityWarnings: choice(
    ["edition", "always"],
    "edition",
    "Emit quality and luminance warnings as the edition does (2026-06: not) or always.",
  ),
  enrolment: Type.Boolean({
    default: true,
    description:
      "Enrol the faces of saved liveness checks and screen later ones for duplicates and blocklisted calls.",
  }),
  duplicatedFaceSimilarityThreshold: percent("Similarity from which a face raises DUPLICATED_FACE.", 90),
  possibleDuplicatedFaceSimilarityThreshold: percent(
    "Similarity from which a face raises POSSIBLE_DUPLICATED_FACE.",
    70,
  ),
  faceInBlocklistSimilarityThreshold: percent("Similarity from which a face raises FACE_IN_BLOCKLIST.", 90),
  possibleFaceInBlocklistSimilarityThreshold: percent(
    "Similarity from which a face raises POSSIBLE_FACE_IN_BLOCKLIST.",
    70,
  ),
  multipleFacesMinRelativeArea: unit("Smaller faces, as a share of the largest, do not count as several.", 0),
  actions: Type.Object({
    multipleFacesDetected: action("MULTIPLE_FACES_DETECTED"),
    duplicatedFace: action("DUPLICATED_FACE"),
    possibleDuplicatedFace: action("POSSIBLE_DUPLICATED_FACE"),
    lowFaceQuality: action("LOW_FACE_QUALITY"),
    lowFaceLuminance: action("LOW_FACE_LUMINANCE"),
    highFaceLuminance: action("HIGH_FACE_LUMINANCE"),
  }),
});

const ApptenticateOptions = Type.Object({
  users: Type.Array(Type.String({ pattern: "^[^:]+:.+$", description: "a text such as name:password" }), {
    default: [],
    description: "The only users that are accepted, as name:password; without any, every non-empty pair is.",
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

/** Every setting of the server. Flags, environment variables and `stuntface.yaml` are derived from it. */
export const OptionsSchema = Type.Object({
  host: Type.String({ minLength: 1, default: "127.0.0.1", description: "Address to listen on." }),
  port: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 4090,
    description: "Port; 0 takes a free one.",
  }),
  scenarios: Type.Union([Type.Null(), Type.String({ minLength: 1 })], {
    default: null,
    description: "Directory with your own scenario files; the shipped ones stay selectable beside it.",
  }),
  data: Type.Union([Type.Null(), Type.String({ minLength: 1 })], {
    default: null,
    description: "File that keeps accounts, credits and saved calls; without one they end with the server.",
  }),
  blocklist: Type.Union([Type.Null(), Type.String({ minLength: 1 })], {
    default: null,
    description: "Directory with photos whose faces no Didit liveness check lets pass, in any space.",
  }),
  strict: Type.Boolean({
    default: false,
    description: "Refuse what the vendor tolerates but its contract does not say, such as unknown fields.",
  }),
  seed: Type.Union([Type.Null(), Type.String({ minLength: 1 })], {
    default: null,
    description: "Makes ids, tokens and chance repeat: the same photo then gets the same answer to the byte.",
  }),
  now: Type.Union(
    [
      Type.Null(),
      Type.String({
        pattern: "^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d))?$",
        description: "a time such as 2025-05-01T13:11:07Z",
      }),
    ],
    { default: null, description: "Stops the clock at this time, such as 2025-05-01T13:11:07Z." },
  ),
  maxSpaces: Type.Integer({ minimum: 1, default: 1000, description: "Spaces that may exist at once." }),
  spaceIdleSeconds: Type.Integer({
    minimum: 1,
    default: 1800,
    description: "A space that is not called for so long is forgotten.",
  }),
  keepImages: Type.Integer({
    minimum: 0,
    maximum: 1000,
    default: 0,
    description: "Uploaded files that are kept in memory to be looked at; by default none.",
  }),
  webhook: Type.Object({
    url: Type.Union(
      [Type.Null(), Type.String({ pattern: "^https?://", description: "an http or https URL" })],
      {
        default: null,
        description: "Receives status.updated for every saved call.",
      },
    ),
    secret: Type.String({
      minLength: 1,
      default: "stuntface-webhook-secret",
      description: "Signs the webhooks.",
    }),
  }),
  admin: Type.Object({
    token: Type.Union([Type.Null(), Type.String({ minLength: 8 })], {
      default: null,
      description:
        "Admin calls must carry it as a bearer token; without one they must come from this machine or a private network.",
    }),
    port: Type.Union([Type.Null(), Type.Integer({ minimum: 0, maximum: 65_535 })], {
      default: null,
      description: "Port of its own for the admin surface.",
    }),
  }),
  engine: choice(
    ["onnx", "onnx-wasm", "tfjs"],
    "onnx",
    "ONNX Runtime, the same on WebAssembly only, or face-api on TensorFlow.js (when installed).",
  ),
  engineThreads: Type.Integer({
    minimum: 1,
    default: 2,
    description: "Threads of the native runtime for the detector, at most as many as there are processors.",
  }),
  engineQueue: Type.Integer({
    minimum: 1,
    default: 256,
    description: "Photos that may wait for the engine; beyond it the answer is 503.",
  }),
  engineCacheBytes: Type.Integer({
    minimum: 0,
    default: 16 * 1024 * 1024,
    description: "Memory for facts of photos seen before; 0 remembers none.",
  }),
  log: choice(["text", "json", "silent"], "text", "How each answered call is logged."),
  diagnostics: Type.Boolean({ default: true, description: "Send X-Stuntface-* and Server-Timing headers." }),
  bodyTimeoutMs: Type.Integer({
    minimum: 100,
    default: 10_000,
    description: "Silence after which a client that has not finished its upload is disconnected.",
  }),
  didit: DiditOptions,
  apptenticate: ApptenticateOptions,
});

/** All settings of one server. */
export type Options = Static<typeof OptionsSchema>;
/** Settings of the Didit provider. */
export type DiditOptions = Options["didit"];
/** Settings of the Apptenticate provider. */
export type ApptenticateOptions = Options["apptenticate"];

/** Options of which every part may be left out. */
export type PartialOptions = DeepPartial<Options>;

type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> | undefined }
    : T;
