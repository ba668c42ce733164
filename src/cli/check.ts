import { askApptenticate } from "../client/apptenticate.ts";
import { askDidit } from "../client/didit.ts";
import { fetchMeasured, type Measured, toExplanation } from "../client/explain.ts";
import { ClientError, toBaseUrl } from "../client/http.ts";
import { readLiteral, toPrettyJson } from "../client/pretty.ts";
import { unknownWord } from "../documents/suggest.ts";
import { UsageError } from "../usage.ts";
import { parseClientArguments, parseThreshold } from "./arguments.ts";
import { checkHelp } from "./help.ts";

const flags = {
  threshold: { type: "string" },
  rotate: { type: "boolean" },
  "vendor-data": { type: "string" },
  provider: { type: "string" },
  url: { type: "string" },
  scenario: { type: "string" },
  json: { type: "boolean" },
  explain: { type: "boolean" },
  draw: { type: "string" },
} as const;
const providers = ["didit", "apptenticate"];

/** Asks for the liveness of one photo; 0 approved, 1 declined. */
export async function runCheckCommand(argv: readonly string[]): Promise<number> {
  const given = parseClientArguments("check", argv, flags, ["a photo"]);
  if (given.isHelp) {
    process.stdout.write(checkHelp);
    return 0;
  }
  const provider = given.text("provider") ?? "didit";
  if (!providers.includes(provider)) throw new UsageError(`--provider ${unknownWord(provider, providers)}`);
  const [photo = ""] = given.files;
  const baseUrl = toBaseUrl(given.text("url"), process.env);
  const scenario = given.text("scenario");
  const threshold = parseThreshold(given.text("threshold"));
  const isDidit = provider === "didit";
  if (
    !isDidit &&
    (threshold !== undefined || given.flag("rotate") || given.text("vendor-data") !== undefined)
  )
    throw new UsageError(
      "--threshold, --rotate and --vendor-data are Didit's; Apptenticate has no such fields.",
    );
  const fields = {
    face_liveness_score_decline_threshold: threshold,
    rotate_image: given.flag("rotate") ? "true" : undefined,
    vendor_data: given.text("vendor-data"),
  };
  const { text, requestId } = isDidit
    ? await askDidit(
        "passive-liveness",
        { baseUrl, files: { user_image: photo }, fields, scenario },
        process.env,
      )
    : await askApptenticate(baseUrl, photo, scenario, process.env);
  process.stdout.write(
    given.flag("json") ? `${text}\n` : `${toPrettyJson(text)}\n\n${summarize(text, isDidit)}\n`,
  );
  const target = given.text("draw");
  if (given.flag("explain") || target !== undefined) {
    const measured = await fetchMeasured(baseUrl, requestId);
    if (given.flag("explain")) process.stdout.write(`\n${toExplanation(measured)}\n`);
    if (target !== undefined) await drawMeasured(measured, photo, target);
  }
  const isApproved = isDidit
    ? readLiteral(text, "status") === "Approved"
    : readLiteral(text, "valid") === "true";
  return isApproved ? 0 : 1;
}

async function drawMeasured({ pictures }: Measured, photo: string, target: string): Promise<void> {
  const [picture] = pictures;
  if (!picture) throw new ClientError("there is nothing to draw: the server did not look at the photo.");
  // Loaded when wanted: drawing needs a large library, asking does not.
  const { drawFaces } = await import("../client/draw.ts");
  await drawFaces(photo, target, picture);
  process.stderr.write(`drawn to ${target}\n`);
}

function summarize(text: string, isDidit: boolean): string {
  const read = (name: string) => readLiteral(text, name);
  if (isDidit)
    return `--- Result: ${read("status")} | Score: ${read("score")}/100 | Quality: ${read("face_quality")} ---`;
  return read("valid") === "true"
    ? `--- Result: valid | Liveness: ${read("liveness")} | Quality: ${read("quality")} ---`
    : `--- Result: rejected | Code: ${read("error_code")} | ${read("message")} ---`;
}
