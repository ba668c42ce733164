/** What a picture shows: an ordinary person, nobody, or a presentation attack of some species. */
export type PhotoLabel =
  | { readonly kind: "bonaFide" }
  | { readonly kind: "noFace" }
  | { readonly kind: "attack"; readonly species: string };

/** Words that name a presentation attack wherever they stand in a path; the first one that is found names the species. */
export const SPECIES_WORDS: readonly string[] = [
  "print",
  "replay",
  "cutout",
  "impostor",
  "spoof",
  "fake",
  "attack",
];

/**
 * Reads the label of a picture from its path below the folder: `no_face`, `noface` and a face count of 0 mean no face, `attack-NAME`, the
 * {@link SPECIES_WORDS} and a folder `mask` a presentation attack, everything else a bona fide photo with one main face.
 */
export function parsePhotoLabel(path: string): PhotoLabel {
  const parts = path
    .toLowerCase()
    .replace(/\.[^./]*$/, "")
    .split("/");
  if (parts.some((part) => /(?:^|[^a-z])no[-_ ]?faces?(?:[^a-z]|$)/.test(part))) return { kind: "noFace" };
  if (parseFaceCount(path) === 0) return { kind: "noFace" };
  const species = parseSpecies(parts);
  return species === undefined ? { kind: "bonaFide" } : { kind: "attack", species };
}

/** The person that a name like `007_B.jpg` shows, distinct for each folder; undefined for other names. */
export function parsePersonLabel(path: string): string | undefined {
  const person = /^((?:.*\/)?)\d+_([a-z])\.[^./]+$/i.exec(path);
  return person === null ? undefined : `${person[1]}${person[2]}`;
}

/** The number of faces that a name like `014_5.jpg` promises, 0 to 9; undefined for other names. */
export function parseFaceCount(path: string): number | undefined {
  const count = /(?:^|\/)\d+_(\d)\.[^./]+$/.exec(path)?.[1];
  return count === undefined ? undefined : Number(count);
}

function parseSpecies(parts: readonly string[]): string | undefined {
  for (const part of parts) {
    const named = /(?:^|[^a-z])attacks?[-_ ]([a-z]+)/.exec(part)?.[1];
    if (named !== undefined) return named;
  }
  // "mask" in a file name is mostly a medical mask, which a bona fide person wears; a folder of masks is a set of attacks.
  if (parts.slice(0, -1).some((folder) => /^masks?$/.test(folder))) return "mask";
  const words = new Set(parts.flatMap((part) => part.split(/[^a-z]+/)));
  return SPECIES_WORDS.find((species) => words.has(species) || words.has(`${species}s`));
}
