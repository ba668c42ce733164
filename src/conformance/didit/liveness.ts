import { about, type Case, type Source } from "../case.ts";
import type { Question } from "../question.ts";
import { containing, exactly, including, list, matching, type Shape, tuple, variable } from "../shape.ts";
import { listShapeCases } from "./answer-shapes.ts";
import { type DiditEdition, image, matchAngle } from "./editions.ts";
import { listOneFaceCases } from "./liveness-one-face.ts";
import { pages } from "./pages.ts";
import { check, photo, text, unsaved, vendorData } from "./requests.ts";

const path = "/v3/passive-liveness/";
const threshold = "face_liveness_score_decline_threshold";
// Of the same user everywhere, or later calls would be duplicates of the first.
const user = text("vendor_data", vendorData);
const lowScore = {
  risk: exactly("LOW_LIVENESS_SCORE"),
  short_description: exactly("Low liveness score"),
  long_description: exactly(
    "The liveness check resulted in a low score, indicating potential use of non-live facial representations or poor-quality biometric data.",
  ),
};

/** Passive liveness checks that are completed, and so billed. */
export const livenessQuestions: readonly Question[] = [
  check("liveness-one-face", path, [user, photo("user_image", "selfie")], {
    billedRank: 1,
    captures: { session: "request_id", livenessScore: "liveness.score" },
  }),
  check("liveness-no-face", path, [photo("user_image", "pixel"), unsaved], { billedRank: 4 }),
  check(
    "liveness-several-faces",
    path,
    [user, photo("user_image", "group"), text(threshold, "100"), unsaved],
    {
      billedRank: 6,
    },
  ),
  check(
    "liveness-at-threshold",
    path,
    [user, photo("user_image", "selfie"), text(threshold, "{{livenessScore}}"), unsaved],
    { billedRank: 7 },
  ),
  check("liveness-dark", path, [user, photo("user_image", "dark"), unsaved], { billedRank: 11 }),
  check("liveness-blurred", path, [user, photo("user_image", "blurred"), unsaved], { billedRank: 13 }),
  check(
    "liveness-turned",
    path,
    [user, text("rotate_image", "True"), photo("user_image", "turned"), text(threshold, "20.5"), unsaved],
    { billedRank: 12 },
  ),
];

/** What the contract says about them. */
export function listLivenessCases(edition: DiditEdition): Case[] {
  const at = (id: string) => about(`didit.liveness-${id}`, "didit");
  return [
    ...listOneFaceCases(edition),
    ...listShapeCases(
      edition,
      "liveness",
      livenessQuestions.slice(1).map(({ id }) => id),
    ),
    ...listNoFaceCases(edition),
    ...listSeveralFacesCases(edition),
    at("at-threshold")("score", "the same photo has the same score again", pages.liveness.I, {
      body: { "liveness.score": variable("livenessScore") },
    }),
    at("at-threshold")(
      "status",
      `a score equal to the threshold is ${edition.atThreshold}`,
      pages.liveness.D,
      {
        body: {
          "liveness.status": exactly(edition.atThreshold),
          "liveness.warnings": edition.atThreshold === "Approved" ? tuple() : containing(including(lowScore)),
        },
      },
    ),
    at("dark")("warning", toPoorWords("dark", "LOW_FACE_LUMINANCE", edition), toPoorSource(edition), {
      body: { "liveness.warnings": toPoorWarnings("LOW_FACE_LUMINANCE", edition) },
    }),
    at("blurred")("warning", toPoorWords("blurred", "LOW_FACE_QUALITY", edition), toPoorSource(edition), {
      body: { "liveness.warnings": toPoorWarnings("LOW_FACE_QUALITY", edition) },
    }),
    at("turned")("angle", "rotate_image finds the angle that makes the face upright", pages.liveness.D, {
      status: 200,
      body: { "liveness.status": exactly("Approved"), "liveness.user_image.best_angle": matchAngle(90, 270) },
    }),
    at("turned")("fraction", "a threshold with a fraction is taken", pages.clients.C, { status: 200 }),
  ];
}

function listNoFaceCases(edition: DiditEdition): Case[] {
  const { D } = pages.liveness;
  const none = about("didit.liveness-no-face", "didit");
  return [
    none("status", "a picture without a face, be it of one pixel, is 200 and Declined", D, {
      status: 200,
      body: { "liveness.status": exactly("Declined") },
    }),
    none("nulls", "without a face nothing is measured", D, {
      body: {
        "liveness.score": exactly(null),
        "liveness.face_quality": exactly(null),
        "liveness.face_luminance": exactly(null),
        "liveness.user_image.entities": tuple(),
      },
    }),
    none("warning", "NO_FACE_DETECTED is the only warning, and an error", pages.livenessWarnings.D, {
      body: {
        "liveness.warnings": tuple(
          edition.toWarning("LIVENESS", { risk: exactly("NO_FACE_DETECTED"), log_type: exactly("error") }),
        ),
      },
    }),
  ];
}

function listSeveralFacesCases(edition: DiditEdition): Case[] {
  const several = about("didit.liveness-several-faces", "didit");
  const multiple = { risk: exactly("MULTIPLE_FACES_DETECTED"), log_type: exactly("warning") };
  const tooLow = { ...lowScore, log_type: exactly("error") };
  return [
    several("entities", "several faces are as many entities", pages.liveness.D, {
      status: 200,
      body: { "liveness.user_image": image(edition, 2) },
    }),
    several("multiple", "MULTIPLE_FACES_DETECTED warns and does not decline", pages.livenessWarnings.D, {
      body: { "liveness.warnings": containing(edition.toWarning("LIVENESS", multiple)) },
    }),
    several(
      "low-score",
      "a score under the threshold raises LOW_LIVENESS_SCORE in the vendor's words",
      pages.livenessWarnings.D,
      {
        body: {
          "liveness.status": exactly("Declined"),
          "liveness.warnings": containing(edition.toWarning("LIVENESS", tooLow)),
        },
      },
    ),
  ];
}

/** That the warnings exist is documented; from which measure on, nowhere. */
function toPoorSource({ warnsOfQuality }: DiditEdition): Source {
  return warnsOfQuality ? pages.livenessWarnings.I : pages.livenessWarnings.D;
}

function toPoorWords(kind: string, risk: string, { warnsOfQuality }: DiditEdition): string {
  return warnsOfQuality
    ? `a ${kind} face raises ${risk}, which warns`
    : `a ${kind} face raises no warning unless that is configured`;
}

function toPoorWarnings(risk: string, edition: DiditEdition): Shape {
  if (edition.warnsOfQuality)
    return containing(edition.toWarning("LIVENESS", { risk: exactly(risk), log_type: exactly("warning") }));
  return list(including({ risk: matching(/^(?!(LOW|HIGH)_FACE_)/, "no LOW_FACE_… or HIGH_FACE_… risk") }));
}
