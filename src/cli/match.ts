import { askDidit } from "../client/didit.ts";
import { toBaseUrl } from "../client/http.ts";
import { readLiteral, toPrettyJson } from "../client/pretty.ts";
import { parseClientArguments, parseThreshold } from "./arguments.ts";
import { matchHelp } from "./help.ts";

const flags = {
  threshold: { type: "string" },
  rotate: { type: "boolean" },
  "vendor-data": { type: "string" },
  url: { type: "string" },
  scenario: { type: "string" },
  json: { type: "boolean" },
} as const;

/** Asks whether two photos show the same person; 0 approved, 1 declined or in review. */
export async function runMatchCommand(argv: readonly string[]): Promise<number> {
  const given = parseClientArguments("match", argv, flags, ["a photo", "a reference photo"]);
  if (given.isHelp) {
    process.stdout.write(matchHelp);
    return 0;
  }
  const [probe = "", reference = ""] = given.files;
  const fields = {
    face_match_score_decline_threshold: parseThreshold(given.text("threshold")),
    rotate_image: given.flag("rotate") ? "true" : undefined,
    vendor_data: given.text("vendor-data"),
  };
  const question = {
    baseUrl: toBaseUrl(given.text("url"), process.env),
    files: { user_image: probe, ref_image: reference },
    fields,
    scenario: given.text("scenario"),
  };
  const { text } = await askDidit("face-match", question, process.env);
  const status = readLiteral(text, "status");
  const result = `--- Result: ${status} | Score: ${readLiteral(text, "score")}/100 ---`;
  process.stdout.write(given.flag("json") ? `${text}\n` : `${toPrettyJson(text)}\n\n${result}\n`);
  return status === "Approved" ? 0 : 1;
}
