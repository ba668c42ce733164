import { type Form, type FormPart, toField, usualBoundary, writeForm } from "./form.ts";
import type { WireRequest } from "./wire.ts";

/** Pictures that valid calls hold. */
export type CallPictures = {
  /** JPEGs with one face each, of different persons. */
  readonly faces: readonly [Buffer, Buffer];
  /** A JPEG without a face. */
  readonly blank: Buffer;
};

/** Who calls, and in which space. */
export type Caller = { readonly space: string; readonly access: string; readonly refresh: string };

/** A valid call with a form, before anything is mutated. */
export type FormCall = {
  readonly name: string;
  readonly operation: string;
  readonly path: string;
  /** Names of the file parts; the first is the one that mutations take. */
  readonly images: readonly string[];
  readonly parts: readonly FormPart[];
  /** What the contract answers to it. */
  readonly status: number;
  /** A number from 0 to 100 and a boolean among its fields. */
  readonly numberField?: string;
  readonly booleanField?: string;
  /** Extensions other than those of pictures are refused. */
  readonly hasExtensionRule: boolean;
  readonly authorize: (caller: Caller) => readonly [string, string] | undefined;
};

const withKey = (): [string, string] => ["X-Api-Key", "fuzz"];
const withToken = ({ access }: Caller): [string, string] => ["Authorization", `Bearer ${access}`];

/** Every kind of form that the server takes. */
export function createFormCalls({ faces: [first, second], blank }: CallPictures): readonly FormCall[] {
  const photo = (name: string, content: Buffer): FormPart => ({
    name,
    filename: "photo.jpg",
    content,
    lines: ["Content-Type: image/jpeg"],
  });
  // What is not saved leaves no faces behind that later cases would be screened against.
  const usual = [toField("save_api_request", "false"), toField("rotate_image", "false")];
  const didit = (name: string, images: readonly FormPart[], numberField: string | undefined) => ({
    name,
    path: `/v3/${name.split(" ")[0]}/`,
    operation: `didit.${name.split(" ")[0]}`,
    images: images.map((image) => image.name),
    parts: [...images, ...usual, ...(numberField ? [toField(numberField, "30")] : [])],
    status: 200,
    ...(numberField ? { numberField } : {}),
    booleanField: "rotate_image",
    hasExtensionRule: true,
    authorize: withKey,
  });
  const liveness = "face_liveness_score_decline_threshold";
  return [
    didit("passive-liveness", [photo("user_image", first)], liveness),
    didit("passive-liveness without face", [photo("user_image", blank)], liveness),
    didit(
      "face-match",
      [photo("user_image", first), photo("ref_image", second)],
      "face_match_score_decline_threshold",
    ),
    didit("age-estimation", [photo("user_image", second)], "age_estimation_decline_threshold"),
    { ...didit("face-search", [photo("user_image", first)], undefined) },
    {
      name: "apptenticate liveness",
      path: "/api/v3/biometrics/liveness/",
      operation: "apptenticate.liveness",
      images: ["selfie"],
      parts: [photo("selfie", first), toField("details", "true")],
      status: 200,
      booleanField: "details",
      hasExtensionRule: false,
      authorize: withToken,
    },
    {
      name: "token",
      path: "/api/token/",
      operation: "apptenticate.token",
      images: [],
      parts: [toField("username", "fuzz"), toField("password", "secret")],
      status: 200,
      hasExtensionRule: false,
      authorize: () => undefined,
    },
  ];
}

/** The form of a call with the usual boundary. */
export function toForm({ parts }: Pick<FormCall, "parts">): Form {
  return { boundary: usualBoundary, parts };
}

/** The request with a form, as an ordinary client writes it. */
export function toFormRequest(call: FormCall, form: Form, caller: Caller): WireRequest {
  const body = writeForm(form);
  const authorization = call.authorize(caller);
  const needsQuotes = /[^\w'+.-]/.test(form.boundary);
  const boundary = needsQuotes ? `"${form.boundary}"` : form.boundary;
  return {
    method: "POST",
    path: `${toPrefix(caller)}${call.path}`,
    version: "HTTP/1.1",
    headers: [
      ["Host", "127.0.0.1"],
      ...(authorization ? [authorization] : []),
      ["Content-Type", `multipart/form-data; boundary=${boundary}`],
      ["Content-Length", String(body.length)],
    ],
    body,
  };
}

/** What comes before the path for a space; nothing for the default one. */
export function toPrefix({ space }: Pick<Caller, "space">): string {
  return space === "" ? "" : `/~${space}`;
}
