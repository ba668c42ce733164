import { about, type Case } from "../case.ts";
import type { FormPart, Question } from "../question.ts";
import {
  anything,
  either,
  exactly,
  including,
  list,
  number,
  object,
  tuple,
  uuid,
  variable,
} from "../shape.ts";
import { listShapeCases } from "./answer-shapes.ts";
import { type DiditEdition, image } from "./editions.ts";
import { pages } from "./pages.ts";
import { check, photo, text, unsaved, vendorData } from "./requests.ts";

const selfie = photo("user_image", "selfie");
const same = photo("ref_image", "same-person");
const metadata = { suite: "conformance", number: 7 };
// Some clients send the whole path of the file.
const withPath: FormPart = { name: "ref_image", photo: "same-person", filename: "/home/me/photos/id.JPG" };
const lowSimilarity = {
  risk: exactly("LOW_FACE_MATCH_SIMILARITY"),
  log_type: exactly("error"),
  short_description: exactly("Low face match similarity"),
  long_description: exactly(
    "The facial features of the provided image don't closely match the reference image, suggesting a potential identity mismatch.",
  ),
};

/** Face matches that are completed, and so billed. */
export const matchQuestions: readonly Question[] = [
  check(
    "match-same-person",
    "/v3/face-match",
    [selfie, text("vendor_data", vendorData), withPath, text("metadata", JSON.stringify(metadata))],
    { billedRank: 2, captures: { matchScore: "face_match.score", matchSession: "request_id" } },
  ),
  check("match-other-person", "/v2/face-match/", [selfie, photo("ref_image", "other-person"), unsaved], {
    billedRank: 3,
  }),
  check("match-no-face", "/v3/face-match/", [selfie, photo("ref_image", "landscape"), unsaved], {
    billedRank: 5,
    captures: { unsavedSession: "request_id" },
  }),
  check(
    "match-at-threshold",
    "/v3/face-match/",
    [selfie, same, text("face_match_score_decline_threshold", "{{matchScore}}"), unsaved],
    { billedRank: 8 },
  ),
];

/** What the contract says about them. */
export function listMatchCases(edition: DiditEdition): Case[] {
  const { D } = pages.match;
  const at = about("didit.match-at-threshold", "didit");
  return [
    ...listSamePersonCases(edition),
    ...listShapeCases(
      edition,
      "face_match",
      matchQuestions.slice(1).map(({ id }) => id),
    ),
    ...listOtherPersonCases(edition),
    ...listNoFaceCases(edition),
    at("score", "the same pair has the same score again", pages.match.I, {
      body: { "face_match.score": variable("matchScore") },
    }),
    at("status", `a score equal to the threshold is ${edition.atThreshold}`, D, {
      body: { "face_match.status": exactly(edition.atThreshold) },
    }),
  ];
}

function listSamePersonCases(edition: DiditEdition): Case[] {
  const { D } = pages.match;
  const same = about("didit.match-same-person", "didit");
  return [
    same("no-slash", "a path without its slash answers as with it", pages.clients.C, { status: 200 }),
    same("envelope", "the answer has the keys of the edition in their order", D, {
      body: { "": edition.toEnvelope("face_match") },
    }),
    same("keys", "the match has its keys in their order", D, {
      body: {
        face_match: object({
          status: anything,
          score: edition.matchScore,
          user_image: image(edition, 1),
          ref_image: image(edition, 1),
          warnings: list(anything),
        }),
      },
    }),
    same("approved", "two pictures of one person are alike by 70 or more, and approved", D, {
      body: {
        "face_match.status": exactly("Approved"),
        "face_match.score": number(70, 100),
        "face_match.warnings": tuple(),
      },
    }),
    same("created-at", "the time is written as the edition does", pages.match.R, {
      body: { created_at: edition.createdAt, request_id: uuid },
    }),
    edition.echoes
      ? same("echo", "vendor_data and metadata come back, metadata as an object", D, {
          body: {
            vendor_data: exactly(vendorData),
            metadata: including({ suite: exactly(metadata.suite), number: number(7, 7) }),
          },
        })
      : same("no-echo", "vendor_data and metadata do not come back", D, {
          absent: ["vendor_data", "metadata"],
        }),
  ];
}

function listOtherPersonCases(edition: DiditEdition): Case[] {
  const { D } = pages.match;
  const other = about("didit.match-other-person", "didit");
  return [
    other("v2", "/v2/ answers as /v3/ does", pages.clients.C, {
      status: 200,
      body: { "": edition.toEnvelope("face_match") },
    }),
    other("declined", "different people are alike by less than 30, and declined by default", D, {
      body: { "face_match.status": exactly("Declined"), "face_match.score": number(0, 30) },
    }),
    other("warning", "LOW_FACE_MATCH_SIMILARITY comes alone, in the vendor's words", pages.matchWarnings.D, {
      body: { "face_match.warnings": tuple(edition.toWarning("FACEMATCH", lowSimilarity)) },
    }),
  ];
}

function listNoFaceCases(edition: DiditEdition): Case[] {
  const none = about("didit.match-no-face", "didit");
  const faceless = including({ risk: either(...edition.facelessRisks), log_type: exactly("error") });
  return [
    none("declined", "a reference without a face is 200 and Declined", pages.match.D, {
      status: 200,
      body: { "face_match.status": exactly("Declined") },
    }),
    none("score", "without a face there is no score, in an unsaved call of 2026-06 a zero", pages.match.D, {
      body: { "face_match.score": edition.facelessScore },
    }),
    none("entities", "the reference lists no face, the other picture does", pages.match.D, {
      body: {
        "face_match.ref_image": image(edition, 0, 0),
        "face_match.user_image.entities": list(anything, 1),
      },
    }),
    none("warnings", "only the missing face is warned of", pages.matchWarnings.D, {
      body: { "face_match.warnings": list(faceless, 1) },
    }),
  ];
}
