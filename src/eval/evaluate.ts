import type { FaceEngine } from "../face/engine.ts";
import { type AnalyzedPhotos, analyzePhotos } from "./analyze-photos.ts";
import type { EvalArguments } from "./arguments.ts";
import { measureDetection } from "./detection-figures.ts";
import { measureHashes } from "./hash-figures.ts";
import type { PhotoFolder } from "./load-folder.ts";
import { measureMatch } from "./match-figures.ts";
import { measurePad } from "./pad-figures.ts";
import type { Progress } from "./progress.ts";
import { measureQuality } from "./quality-figures.ts";
import type { EvalReport } from "./report.ts";

/** Runs the engine over a folder and measures what the arguments ask for. */
export async function evaluate(
  engine: FaceEngine,
  { folder, photos, pairs, unusableRows }: PhotoFolder,
  { sections }: EvalArguments,
  progress: Progress,
): Promise<EvalReport> {
  // Hashes need no faces.
  const photosWithFaces = sections.some((section) => section !== "hash") ? photos : [];
  const analyzed: AnalyzedPhotos = await analyzePhotos(engine, folder, photosWithFaces, progress);
  return {
    engine: engine.version,
    ...(sections.includes("detection") ? { detection: measureDetection(analyzed) } : {}),
    ...(sections.includes("match") ? { match: measureMatch(pairs, unusableRows, analyzed) } : {}),
    ...(sections.includes("quality")
      ? { quality: await measureQuality(engine, folder, analyzed, progress) }
      : {}),
    ...(sections.includes("pad") ? { pad: measurePad(analyzed) } : {}),
    ...(sections.includes("hash") ? { hash: await measureHashes(folder, photos, progress) } : {}),
  };
}
