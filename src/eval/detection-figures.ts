import type { AnalyzedPhotos } from "./analyze-photos.ts";
import { renderTable, toNameList, toPercent } from "./markdown.ts";
import { parseFaceCount } from "./photo-label.ts";

/** How often faces are found. */
export type DetectionFigures = {
  /** Pictures that show a face, attacks among them, and those where none is found. */
  readonly facePhotos: number;
  readonly missed: readonly string[];
  /** How many of these pictures have 0, 1, 2 and 3 or more faces. */
  readonly photosByFaces: readonly [number, number, number, number];
  /** Pictures labelled as having no face, and those where one is found. */
  readonly noFacePhotos: number;
  readonly falseFaces: readonly string[];
  /** Pictures whose name tells the number of faces. */
  readonly counted: readonly { readonly path: string; readonly expected: number; readonly found: number }[];
  readonly unreadable: readonly string[];
};

/** Counts found, missed and false faces. */
export function measureDetection({ photos, unreadable }: AnalyzedPhotos): DetectionFigures {
  const withFace = photos.filter(({ label }) => label.kind !== "noFace");
  const withoutFace = photos.filter(({ label }) => label.kind === "noFace");
  const countWith = (count: number) => withFace.filter(({ faces }) => faces.length === count).length;
  const [none, one, two] = [countWith(0), countWith(1), countWith(2)];
  return {
    facePhotos: withFace.length,
    missed: withFace.filter(({ faces }) => faces.length === 0).map(({ path }) => path),
    photosByFaces: [none, one, two, withFace.length - none - one - two],
    noFacePhotos: withoutFace.length,
    falseFaces: withoutFace.filter(({ faces }) => faces.length > 0).map(({ path }) => path),
    counted: withFace.flatMap(({ path, faces }) => {
      const expected = parseFaceCount(path);
      return expected === undefined ? [] : [{ path, expected, found: faces.length }];
    }),
    unreadable,
  };
}

/** The section on detection. */
export function renderDetection(figures: DetectionFigures): string {
  const { facePhotos, missed, photosByFaces, noFacePhotos, falseFaces, counted, unreadable } = figures;
  const found = facePhotos - missed.length;
  const table = renderTable(
    ["pictures", "number", "face found", "share", "1 face", "2 faces", "3 or more"],
    [
      [
        "that show a face",
        `${facePhotos}`,
        `${found}`,
        toPercent(found / facePhotos),
        ...photosByFaces.slice(1).map(String),
      ],
      [
        "labelled no face",
        `${noFacePhotos}`,
        `${falseFaces.length}`,
        toPercent(falseFaces.length / noFacePhotos),
      ],
    ],
  );
  const notes = [
    ...(missed.length > 0 ? [`No face found in: ${toNameList(missed)}.`] : []),
    ...(falseFaces.length > 0 ? [`False face in: ${toNameList(falseFaces)}.`] : []),
    ...(noFacePhotos === 0 ? ["No picture is labelled no_face or noface: false faces are unknown."] : []),
    ...(counted.length > 0 ? [renderCounted(counted)] : []),
    ...(unreadable.length > 0 ? [`Not decodable: ${toNameList(unreadable)}.`] : []),
  ];
  return ["## Detection", table, ...notes].join("\n\n");
}

function renderCounted(counted: DetectionFigures["counted"]): string {
  const expected = counted.reduce((sum, photo) => sum + photo.expected, 0);
  const found = counted.reduce((sum, photo) => sum + photo.found, 0);
  const wrong = counted.filter((photo) => photo.found !== photo.expected);
  const names = wrong.map((photo) => `${photo.path} (${photo.found} of ${photo.expected})`);
  return `Names of ${counted.length} photos promise ${expected} faces, ${found} are found${names.length > 0 ? `; not as many as promised in: ${toNameList(names)}` : ""}.`;
}
