import type { OutcomeKind } from "../journal/notes.ts";
import type { SeenPicture } from "../journal/seen-picture.ts";
import { ClientError } from "./http.ts";

/** What a server measured in the pictures of one call, and who answered it. */
export type Measured = {
  readonly outcome: OutcomeKind;
  readonly scenario: string;
  readonly pictures: readonly SeenPicture[];
};

/** What the server found in the pictures of a call; throws {@link ClientError} for servers that do not tell. */
export async function fetchMeasured(baseUrl: string, requestId: string | undefined): Promise<Measured> {
  const silent = `${baseUrl} does not say what it saw; --explain and --draw work against Stuntface only, with its diagnostics on.`;
  if (requestId === undefined) throw new ClientError(silent);
  const response = await fetch(`${baseUrl}/__admin/requests/${encodeURIComponent(requestId)}/faces`).catch(
    () => undefined,
  );
  if (!response?.ok) throw new ClientError(silent);
  return (await response.json()) as Measured;
}

/** The measures of every face, a line each, for people. */
export function toExplanation({ pictures, scenario, outcome }: Measured): string {
  const how =
    outcome === "real"
      ? "Real answer."
      : `Forced by ${scenario} (${outcome}); these are the facts beneath it.`;
  return [how, ...pictures.map(explainPicture)].join("\n\n");
}

function explainPicture({ name, filename, widthPx, heightPx, bestAngle, faces }: SeenPicture): string {
  const head = `${name} ${filename}: ${widthPx} x ${heightPx} px, best angle ${bestAngle}, ${faces.length} face(s)`;
  const parts = faces.map((face, index) => {
    const { box, pose, quality, padding } = face;
    const rows: [string, string][] = [
      ["box", `${round(box.x)}, ${round(box.y)}, ${round(box.width)} x ${round(box.height)} px`],
      [
        "padding",
        `left ${round(padding.left)}, top ${round(padding.top)}, right ${round(padding.right)}, bottom ${round(padding.bottom)} px`,
      ],
      ["detectionScore", String(face.detectionScore)],
      ["age, gender", `${face.ageYears} years, ${face.gender} (${face.genderProbability})`],
      [
        "pose",
        `yaw ${round(pose.yawDeg)}, pitch ${round(pose.pitchDeg)}, roll ${round(pose.rollDeg)} degrees`,
      ],
      ["interPupilDistance", `${round(face.interPupilDistancePx)} px`],
      ["luminance", String(face.luminance)],
      ["occlusionProbability", String(face.occlusionProbability)],
      ["bonaFideProbability", String(face.bonaFideProbability)],
      ["unifiedQualityScore", String(face.unifiedQualityScore)],
      ...Object.entries(quality).map(([key, value]): [string, string] => [`  ${key}`, String(value)]),
    ];
    const lines = rows.map(([key, value]) => `  ${key.padEnd(26)} ${value}`);
    return [`face ${index + 1}${index === 0 ? " (judged)" : ""}`, ...lines].join("\n");
  });
  return [head, ...parts].join("\n");
}

function round(value: number): number {
  return Math.round(value);
}
