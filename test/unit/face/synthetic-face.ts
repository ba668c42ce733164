import type { Detection, FaceDescription, Point, RgbImage } from "../../../src/face/facts.ts";
import { HEAD_MODEL } from "../../../src/face/head-model.ts";
import { projectModelPoint } from "../../../src/face/pose.ts";

/** A colour of a drawn image, 0..255 each. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Draws an image from a function of the pixel. */
export function drawImage(
  widthPx: number,
  heightPx: number,
  colourAt: (x: number, y: number) => Colour,
): RgbImage {
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      data.set(
        colourAt(x, y).map((value) => Math.min(255, Math.max(0, Math.round(value)))),
        (y * widthPx + x) * 3,
      );
    }
  }
  return { widthPx, heightPx, data };
}

/** Repeatable noise of mean 0 and about unit deviation. */
export function createNoise(): () => number {
  let state = 12345;
  return () => {
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      state = (state * 1664525 + 1013904223) >>> 0;
      sum += state / 2 ** 32;
    }
    return (sum - 2) * 1.7;
  };
}

/** Landmarks of a drawn frontal face whose eyes are `eyeDistance` apart around `centre`. */
export function drawLandmarks(centre: Point, eyeDistance: number): Point[] {
  const at = (x: number, y: number): Point => ({
    x: centre.x + x * eyeDistance,
    y: centre.y + y * eyeDistance,
  });
  const along = (count: number, from: number, to: number, height: (t: number) => number): Point[] =>
    Array.from({ length: count }, (_, i) => {
      const t = i / (count - 1);
      return at(from + (to - from) * t, height(t));
    });
  const ring = (count: number, x: number, y: number, rx: number, ry: number): Point[] =>
    Array.from({ length: count }, (_, i) => {
      const angle = Math.PI + (2 * Math.PI * i) / count;
      return at(x + rx * Math.cos(angle), y + ry * Math.sin(angle));
    });
  return [
    ...along(17, -1.15, 1.15, (t) => 0.1 + 1.65 * Math.sin(Math.PI * t)),
    ...along(5, -0.85, -0.25, () => -0.4),
    ...along(5, 0.25, 0.85, () => -0.4),
    ...along(4, 0, 0, (t) => 0.05 + 0.5 * t),
    ...along(5, -0.2, 0.2, () => 0.65),
    ...ring(6, -0.5, 0, 0.2, 0.08),
    ...ring(6, 0.5, 0, 0.2, 0.08),
    ...ring(12, 0, 1.1, 0.4, 0.16),
    ...ring(8, 0, 1.1, 0.3, 0.05),
  ];
}

/** Landmarks as the head model shows them in a pose; those outside the model stay at the origin. */
export function projectLandmarks(yawDeg: number, pitchDeg: number, rollDeg: number): Point[] {
  const toRad = Math.PI / 180;
  const points: Point[] = Array.from({ length: 68 }, () => ({ x: 0, y: 0 }));
  for (const modelPoint of HEAD_MODEL) {
    const { x, y } = projectModelPoint(modelPoint, yawDeg * toRad, pitchDeg * toRad);
    const cos = Math.cos(rollDeg * toRad);
    const sin = Math.sin(rollDeg * toRad);
    points[modelPoint.landmark] = { x: 300 + 20 * (x * cos - y * sin), y: 300 + 20 * (x * sin + y * cos) };
  }
  return points;
}

/** A drawn face with eyes, brows, nose and mouth on skin with a little grain, `eyeDistance` = 90 px in 480 x 480 px. */
export function drawFace(change: (colour: Colour, x: number, y: number) => Colour = (colour) => colour): {
  readonly image: RgbImage;
  readonly detection: Detection;
  readonly description: FaceDescription;
} {
  const noise = createNoise();
  const centre = { x: 240, y: 200 };
  const unit = 90;
  const isIn = (x: number, y: number, cx: number, cy: number, rx: number, ry: number): boolean =>
    ((x - centre.x) / unit - cx) ** 2 / rx ** 2 + ((y - centre.y) / unit - cy) ** 2 / ry ** 2 < 1;
  const image = drawImage(480, 480, (x, y) => {
    let colour: Colour = [120, 130, 140];
    if (isIn(x, y, 0, 0.4, 1.2, 1.5)) colour = [205, 160, 135];
    if (isIn(x, y, 0, 1.1, 0.4, 0.16)) colour = [150, 70, 75];
    if (isIn(x, y, 0, 1.1, 0.35, 0.03)) colour = [70, 30, 35];
    for (const side of [-1, 1]) {
      if (isIn(x, y, side * 0.55, -0.4, 0.32, 0.06)) colour = [70, 50, 40];
      if (isIn(x, y, side * 0.5, 0, 0.2, 0.09)) colour = [235, 235, 235];
      if (isIn(x, y, side * 0.5, 0, 0.08, 0.09)) colour = [40, 30, 30];
      if (isIn(x, y, side * 0.12, 0.66, 0.06, 0.04)) colour = [90, 55, 50];
    }
    const grain = 2 * noise();
    return change([colour[0] + grain, colour[1] + grain, colour[2] + grain], x, y);
  });
  const box = { x: 130, y: 140, width: 220, height: 230 };
  return {
    image,
    detection: { box, detectionScore: 0.99 },
    description: {
      landmarks: drawLandmarks(centre, unit),
      ageYears: 30,
      gender: "female",
      genderProbability: 0.9,
      descriptor: new Float32Array(128),
    },
  };
}
