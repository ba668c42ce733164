import type { AnalyzedPhotos } from "./analyze-photos.ts";
import { renderTable, toFixed, toPercent } from "./markdown.ts";
import { measureQuantile, measureShare } from "./rates.ts";

/** Bona fide probabilities (0..1, largest face) of the pictures of one kind. */
export type PadGroup = {
  /** The species of a presentation attack, or undefined for bona fide photos. */
  readonly species: string | undefined;
  readonly probabilities: readonly number[];
  /** Pictures without a face, which are never judged. */
  readonly notJudged: number;
};

/** Judgements of bona fide photos and of each species of presentation attack. */
export type PadFigures = { readonly bonaFide: PadGroup; readonly attacks: readonly PadGroup[] };

const LIMITS = [0.3, 0.5, 0.7];

/** Groups the judgements by species. */
export function measurePad({ photos }: AnalyzedPhotos): PadFigures {
  const select = (species: string | undefined): PadGroup => {
    const chosen = photos.filter(({ label }) =>
      species === undefined
        ? label.kind === "bonaFide"
        : label.kind === "attack" && label.species === species,
    );
    const probabilities = chosen.flatMap(({ faces: [face] }) => (face ? [face.bonaFideProbability] : []));
    return { species, probabilities, notJudged: chosen.length - probabilities.length };
  };
  const species = photos.flatMap(({ label }) => (label.kind === "attack" ? [label.species] : []));
  return { bonaFide: select(undefined), attacks: [...new Set(species)].sort().map(select) };
}

/** Share 0..1 of wrong judgements where `limit` and more counts as bona fide: BPCER of bona fide photos, APCER of attacks. */
export function measurePadError({ species, probabilities }: PadGroup, limit: number): number {
  const isBonaFide = species === undefined;
  return measureShare(probabilities, (probability) => probability >= limit !== isBonaFide);
}

/** The section on presentation attack detection. */
export function renderPad({ bonaFide, attacks }: PadFigures): string {
  const toRow = (group: PadGroup) => [
    group.species === undefined ? "bona fide: BPCER" : `${group.species}: APCER`,
    `${group.probabilities.length}`,
    `${group.notJudged}`,
    ...LIMITS.map((limit) => toPercent(measurePadError(group, limit))),
    ...[0.05, 0.5, 0.95].map((share) => toFixed(measureQuantile(group.probabilities, share), 2)),
  ];
  const limits = LIMITS.map((limit) => `limit ${limit}`);
  const table = renderTable(
    ["presentation", "judged", "no face", ...limits, "5 %", "median", "95 %"],
    [bonaFide, ...attacks].map(toRow),
  );
  const note =
    attacks.length === 0
      ? [
          "No picture is labelled as an attack: APCER needs folders or names such as attack-print or replay (see --help).",
        ]
      : [];
  return ["## Presentation attack detection", table, ...note].join("\n\n");
}
