import { about, type Case } from "../case.ts";
import { decimal, either, exactly, list, object, type Shape, words } from "../shape.ts";
import { type DiditEdition, image } from "./editions.ts";
import { pages } from "./pages.ts";

const status = either(exactly("Approved"), exactly("Declined"));
const measure = either(exactly(null), decimal(0, 100));

/** A whole passive liveness check, whatever it found. */
export function toLivenessShape(edition: DiditEdition): Shape {
  return object({
    status,
    method: exactly("PASSIVE"),
    score: either(exactly(null), edition.livenessScore),
    user_image: image(edition, 0),
    warnings: list(edition.toWarning("LIVENESS", { risk: words })),
    face_quality: measure,
    face_luminance: measure,
  });
}

/** A whole face match, with the score of two faces or that of a missing one. */
export function toMatchShape(edition: DiditEdition, hasScore: boolean): Shape {
  return object({
    status: either(status, exactly("In Review")),
    score: hasScore ? edition.matchScore : edition.facelessScore,
    user_image: image(edition, 0),
    ref_image: image(edition, 0),
    warnings: list(edition.toWarning("FACEMATCH", { risk: words })),
  });
}

/** That the answers to further questions have the same keys, types and order as that to the first. */
export function listShapeCases(
  edition: DiditEdition,
  member: "liveness" | "face_match",
  questions: readonly string[],
): Case[] {
  const isLiveness = member === "liveness";
  const source = isLiveness ? pages.liveness.D : pages.match.D;
  return questions.map((question) =>
    about(question, "didit")(
      "shape",
      "the answer has every key in its order and every value of its type",
      source,
      {
        status: 200,
        body: {
          "": edition.toEnvelope(member),
          [member]: isLiveness
            ? toLivenessShape(edition)
            : toMatchShape(edition, !question.endsWith("no-face")),
          created_at: edition.createdAt,
        },
      },
    ),
  );
}
