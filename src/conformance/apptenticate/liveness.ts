import { about, type Case } from "../case.ts";
import type { PhotoName } from "../photos.ts";
import type { FormPart, Question } from "../question.ts";
import { exactly, matching, number, object, whole, words } from "../shape.ts";
import { isWireNumber, readPath, type WireValue } from "../wire-json.ts";
import { pages } from "./pages.ts";
import { check, selfie } from "./requests.ts";

const part = (name: string, value: string): FormPart => ({ name, value });

/** A photo that is rejected, in the order of how much it tells. */
type Rejected = {
  readonly id: string;
  readonly photo: PhotoName;
  readonly says: string;
  readonly codes: readonly number[];
  readonly rank: number;
};

const rejected: readonly Rejected[] = [
  { id: "small-face", photo: "small", says: "a small face is 706", codes: [706], rank: 23 },
  { id: "no-face", photo: "landscape", says: "a picture without a face is 704", codes: [704], rank: 24 },
  { id: "several-faces", photo: "group", says: "several faces are 705", codes: [705], rank: 25 },
  { id: "unreadable", photo: "garbage", says: "a file that is no picture is 708", codes: [708], rank: 26 },
  {
    id: "cropped-face",
    photo: "cropped",
    says: "a face at the border is 700, 701 or 702",
    codes: [700, 701, 702],
    rank: 28,
  },
  { id: "leaning-face", photo: "leaning", says: "a leaning face is 707", codes: [707], rank: 29 },
];

/** Liveness checks that are carried out, and so billed; whether rejections are is not known. */
export const livenessQuestions: readonly Question[] = [
  check(
    "everything-asked",
    [part("details", "True"), part("return_id", "1"), part("device", "ANDROID"), selfie("selfie")],
    { billedRank: 21 },
  ),
  check("nothing-asked", [selfie("selfie")], {
    billedRank: 22,
    path: "/api/v2/biometrics/liveness",
  }),
  check("id-asked", [selfie("selfie"), part("return_id", "true"), part("details", "false")], {
    billedRank: 27,
    path: "/api/v3.2/biometrics/liveness/",
  }),
  ...rejected.map(({ id, photo, rank }) =>
    check(id, [selfie(photo), part("details", "true")], { billedRank: rank }),
  ),
  check("too-large", [selfie("over-10-mb")], { billedRank: 30 }),
];

/** What the contract says about them. */
export function listLivenessCases(): Case[] {
  const { codes, framework, liveness } = pages;
  const at = (id: string) => about(`apptenticate.${id}`, "apptenticate");
  const details = object({ score: number(-16.2, 16.2), quality: number(0.5, 1), liveness: number(0.5, 1) });
  return [
    at("everything-asked")("status", "a completed check is 200", liveness.D, { status: 200 }),
    at("everything-asked")(
      "body",
      "with details and return_id the answer has all keys in their order",
      liveness.D,
      {
        body: { "": object({ valid: exactly(true), api_response: details, id: whole(0) }) },
      },
    ),
    at("everything-asked")("score", "score is the log-odds of liveness", liveness.I, {
      relation: findScoreFault,
    }),
    at("nothing-asked")(
      "body",
      "without flags the answer is valid alone, in every version of the path",
      liveness.D,
      {
        status: 200,
        headers: { location: null },
        body: { "": object({ valid: exactly(true) }) },
      },
    ),
    at("id-asked")("body", "with return_id alone the answer has valid and id", liveness.D, {
      status: 200,
      body: { "": object({ valid: exactly(true), id: whole(0) }) },
    }),
    ...rejected.flatMap(({ id, says, codes: expected }) => [
      at(id)("code", says, codes.D, { body: { error_code: toCode(expected) } }),
      at(id)("keys", "a rejection has valid, message and error_code, in that order", liveness.D, {
        body: { "": object({ valid: exactly(false), message: words, error_code: whole(700, 715) }) },
      }),
      at(id)("status", "a rejection is 200", framework.I, { status: 200 }),
    ]),
    at("small-face")("message", "706 has the documented message", liveness.D, {
      body: { message: exactly("Rostro muy reducido en pixeles") },
    }),
    at("too-large")("answer", "a selfie over the limit is 400 with code 901", liveness.I, {
      status: 400,
      body: {
        "": object({
          error: matching(/^Image too large\. Maximum size allowed: [\d.]+MB$/, "Image too large…"),
          error_code: whole(901, 901),
        }),
      },
    }),
  ];
}

function toCode(codes: readonly number[]) {
  return whole(Math.min(...codes), Math.max(...codes));
}

/** The documented example fits to the last of its 6 decimals; liveness is written with 7. */
function findScoreFault(body: WireValue): string | undefined {
  const read = (name: string) => {
    const value = readPath(body, `api_response.${name}`);
    return isWireNumber(value) ? Number(value.literal) : Number.NaN;
  };
  const liveness = read("liveness");
  const expected = Math.log(liveness / (1 - liveness));
  return Math.abs(read("score") - expected) <= 1e-5 ? undefined : `a score of ${expected.toFixed(6)}`;
}
