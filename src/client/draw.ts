import { writeFile } from "node:fs/promises";
import sharp from "sharp";
import type { SeenFace, SeenPicture } from "../journal/seen-picture.ts";
import { ClientError } from "./http.ts";

/** Writes the photo as a PNG with boxes, landmarks, pose and scores drawn on it; throws {@link ClientError} when it cannot be written. */
export async function drawFaces(photo: string, target: string, picture: SeenPicture): Promise<void> {
  const { widthPx, heightPx, faces } = picture;
  const unit = Math.max(widthPx, heightPx) / 400;
  const shapes = faces.map((face, index) => drawFace(face, unit, index === 0 ? "#00c853" : "#ffab00"));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}">${shapes.join("")}</svg>`;
  try {
    const drawn = await sharp(photo)
      .autoOrient()
      .flatten({ background: "#ffffff" })
      .composite([{ input: Buffer.from(svg) }])
      .png()
      .toBuffer();
    await writeFile(target, drawn);
  } catch (error) {
    throw new ClientError(`cannot draw ${photo} to ${target}: ${(error as Error).message}`);
  }
}

function drawFace({ box, landmarks, pose, ...face }: SeenFace, unit: number, colour: string): string {
  const { x, y, width, height } = box;
  const points = Array.from({ length: landmarks.length / 2 }, (_, index) => {
    const [left = 0, top = 0] = landmarks.slice(index * 2);
    return `<circle cx="${left}" cy="${top}" r="${unit * 0.8}" fill="${colour}"/>`;
  });
  const lines = [
    `quality ${face.unifiedQualityScore.toFixed(0)}  liveness ${(face.bonaFideProbability * 100).toFixed(0)}`,
    `yaw ${pose.yawDeg.toFixed(0)}  pitch ${pose.pitchDeg.toFixed(0)}  roll ${pose.rollDeg.toFixed(0)}`,
    `${face.ageYears.toFixed(0)} years  ${face.gender}  ${face.detectionScore.toFixed(2)}`,
  ];
  const size = Math.max(unit * 6, width / 14);
  const texts = lines.map(
    (line, index) =>
      `<text x="${x}" y="${y + height + size * (1.2 + index * 1.2)}" font-family="sans-serif" font-size="${size}" fill="${colour}" stroke="#000" stroke-width="${size / 6}" paint-order="stroke">${line}</text>`,
  );
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="${colour}" stroke-width="${unit}"/>${points.join("")}${drawGaze(box, pose, unit)}${texts.join("")}`;
}

/** A line from the middle of the face to where the nose points; the sine of an angle is its share of the face's width. */
function drawGaze(
  { x, y, width, height }: SeenFace["box"],
  { yawDeg, pitchDeg }: SeenFace["pose"],
  unit: number,
): string {
  const [fromX, fromY] = [x + width / 2, y + height * 0.6];
  const toX = fromX + Math.sin((yawDeg * Math.PI) / 180) * width;
  const toY = fromY - Math.sin((pitchDeg * Math.PI) / 180) * width;
  return `<line x1="${fromX}" y1="${fromY}" x2="${toX}" y2="${toY}" stroke="#2979ff" stroke-width="${unit * 1.5}"/>`;
}
