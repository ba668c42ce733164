import Type, { type Static } from "typebox";
import { apptenticateOptions } from "./apptenticate-options.ts";
import { defaultAddress } from "./default-address.ts";
import { diditOptions } from "./didit-options.ts";
import { choice } from "./option-kinds.ts";
import { tlsOptions } from "./tls-options.ts";

/** Every setting of the server. Flags, environment variables and `stuntface.yaml` are derived from it. */
export const OptionsSchema = Type.Object({
  host: Type.String({ minLength: 1, default: defaultAddress.host, description: "Address to listen on." }),
  port: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: defaultAddress.port,
    description: "Port; 0 takes a free one.",
  }),
  ...tlsOptions,
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
  engineLoad: choice(
    ["start", "first-photo"],
    "start",
    "When the networks are loaded: at the start, or when the first photo must be looked at.",
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
  didit: diditOptions,
  apptenticate: apptenticateOptions,
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
