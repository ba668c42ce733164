import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FaceEngine } from "../face/engine.ts";
import { DEGRADATIONS, type Degradation } from "./alterations.ts";
import type { AnalyzedPhoto, AnalyzedPhotos } from "./analyze-photos.ts";
import { renderTable, toFixed, toPercent } from "./markdown.ts";
import type { Progress } from "./progress.ts";
import { isFalling, measureQuantile, measureShare } from "./rates.ts";

/** Unified quality scores of faces of a range of widths. */
export type QualityGroup = { readonly name: string; readonly scores: readonly number[] };

/** How the score of each photo changes along one kind of degradation; the first score is that of the original. */
export type QualitySeries = {
  readonly name: string;
  readonly steps: readonly string[];
  readonly scores: readonly (readonly number[])[];
};

/** The unified quality score of bona fide photos, and of copies that are worse from step to step. */
export type QualityFigures = {
  readonly groups: readonly QualityGroup[];
  readonly series: readonly QualitySeries[];
};

// Smaller faces are cut off by the inter-eye distance before anything else can lower their score.
const SMALLEST_DEGRADED_PX = 90;
const TOLERANCE = 1;

/** Scores the largest face of every bona fide photo, and degrades those whose face is at least 90 px wide. */
export async function measureQuality(
  engine: FaceEngine,
  folder: string,
  { photos }: AnalyzedPhotos,
  progress: Progress,
): Promise<QualityFigures> {
  const rated = photos.filter(({ label, faces }) => label.kind === "bonaFide" && faces.length > 0);
  const degraded = rated.filter(({ faces }) => (faces[0]?.box.width ?? 0) >= SMALLEST_DEGRADED_PX);
  const scores = DEGRADATIONS.map((): number[][] => []);
  for (const [index, photo] of degraded.entries()) {
    progress("photos degraded", index + 1, degraded.length);
    const bytes = await readFile(join(folder, photo.path));
    for (const [kind, degradation] of DEGRADATIONS.entries()) {
      scores[kind]?.push([toScore(photo), ...(await scoreCopies(engine, bytes, degradation))]);
    }
  }
  return {
    groups: groupByWidth(rated),
    series: DEGRADATIONS.map(({ name, steps }, kind) => ({
      name,
      steps: steps.map(({ label }) => label),
      scores: scores[kind] ?? [],
    })),
  };
}

// Together, so that the copies are made here while the engine's process looks at others.
async function scoreCopies(engine: FaceEngine, bytes: Buffer, { steps }: Degradation): Promise<number[]> {
  return Promise.all(
    steps.map(async ({ alter }) => toScore(await engine.analyze(await alter(bytes), { rotate: false }))),
  );
}

// Where no face is found any more the photo is of no use at all.
function toScore({ faces }: Pick<AnalyzedPhoto, "faces">): number {
  return faces[0]?.unifiedQualityScore ?? 0;
}

function groupByWidth(photos: readonly AnalyzedPhoto[]): QualityGroup[] {
  const select = (name: string, leastPx: number, mostPx: number) => ({
    name,
    scores: photos
      .filter(({ faces }) => (faces[0]?.box.width ?? 0) >= leastPx && (faces[0]?.box.width ?? 0) < mostPx)
      .map(toScore),
  });
  const all = Number.POSITIVE_INFINITY;
  return [
    select("all", 0, all),
    select("face under 100 px wide", 0, 100),
    select("100 to 199 px", 100, 200),
    select("200 px and more", 200, all),
  ];
}

/** The section on quality. */
export function renderQuality({ groups, series }: QualityFigures): string {
  const distribution = renderTable(
    ["bona fide photos", "number", "5 %", "25 %", "median", "75 %", "95 %", "80 and more"],
    groups.map(({ name, scores }) => [
      name,
      `${scores.length}`,
      ...[0.05, 0.25, 0.5, 0.75, 0.95].map((share) => toFixed(measureQuantile(scores, share), 0)),
      toPercent(measureShare(scores, (score) => score >= 80)),
    ]),
  );
  const falls = renderTable(
    [
      "median score",
      "photos",
      "original",
      "step 1",
      "step 2",
      "step 3",
      "step 4",
      "never rises by more than 1",
    ],
    series.map(({ name, steps, scores }) => [
      `${name} ${steps.join(", ")}`,
      `${scores.length}`,
      ...[0, 1, 2, 3, 4].map((step) =>
        step > steps.length
          ? ""
          : toFixed(
              measureQuantile(
                scores.map((values) => values[step] ?? 0),
                0.5,
              ),
              0,
            ),
      ),
      toPercent(measureShare(scores, (values) => isFalling(values, TOLERANCE))),
    ]),
  );
  return ["## Quality", distribution, falls].join("\n\n");
}
