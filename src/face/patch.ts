import type { BoundingBox, Point, RgbImage } from "./facts.ts";
import type { FaceGeometry } from "./landmarks.ts";
import { type ReducedImage, reduceImage } from "./reduce.ts";

/**
 * A face turned upright and scaled so that all faces have the same size; what lies outside the image repeats
 * its border. Only the surroundings of the landmarks are read, the rest is black.
 */
export type FacePatch = {
  readonly sizePx: number;
  /** Interleaved sRGB, 0..255. */
  readonly rgb: Uint8Array;
  /** Rec. 601 luma of the gamma-encoded values, 0..255. */
  readonly luma: Float32Array;
  /** Relative luminance of linear light, 0..1. */
  readonly luminance: Float32Array;
  /** Image pixels per patch pixel; below 1 the patch is enlarged and holds less detail than its size. */
  readonly imagePxPerPatchPx: number;
  /** Maps a point of the image to the patch. */
  toPatch(point: Point): Point;
};

/** Side of the patch. */
export const PATCH_PX = 256;
/** Inter-eye distance in the patch: 80 px leave room for the forehead and the chin. */
export const PATCH_EYE_DISTANCE_PX = 80;
const EYES_AT = { x: 0.5, y: 0.36 };
/** How far beyond the landmarks the patch is read: half a square of cheek and the neighbours of its pixels. */
const MARGIN_PX = 16;

/** Linear light of each 8-bit sRGB value, 0..1 (IEC 61966-2-1). */
export const LINEAR_LIGHT: Float32Array = Float32Array.from({ length: 256 }, (_, value) => {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
});

/**
 * Samples the face at its normalised size; averages where the image is larger and interpolates where it is
 * smaller.
 */
export function createFacePatch(
  image: RgbImage,
  geometry: FaceGeometry,
  landmarks: readonly Point[],
): FacePatch {
  const imagePxPerPatchPx = geometry.unitPx / PATCH_EYE_DISTANCE_PX;
  const cos = Math.cos(geometry.rollRad);
  const sin = Math.sin(geometry.rollRad);
  const { eyeMidpoint } = geometry;
  const toPatch = (point: Point): Point => {
    const x = (point.x - eyeMidpoint.x) / imagePxPerPatchPx;
    const y = (point.y - eyeMidpoint.y) / imagePxPerPatchPx;
    return { x: x * cos + y * sin + EYES_AT.x * PATCH_PX, y: y * cos - x * sin + EYES_AT.y * PATCH_PX };
  };
  const toImage = ({ x, y }: Point): Point => {
    const u = (x - EYES_AT.x * PATCH_PX) * imagePxPerPatchPx;
    const v = (y - EYES_AT.y * PATCH_PX) * imagePxPerPatchPx;
    return { x: eyeMidpoint.x + u * cos - v * sin, y: eyeMidpoint.y + u * sin + v * cos };
  };
  const part = toPart(landmarks.map(toPatch));
  const source = reduceImage(image, toRegion(part, toImage), Math.max(1, Math.floor(imagePxPerPatchPx)));
  return { sizePx: PATCH_PX, imagePxPerPatchPx, toPatch, ...samplePatch(source, part, toImage) };
}

/** The part of the patch that is read, in its pixels; `right` and `bottom` are the first ones outside. */
type Part = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

function toPart(points: readonly Point[]): Part {
  const toWhole = (value: number) => Math.min(PATCH_PX, Math.max(0, Math.round(value)));
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return {
    left: toWhole(Math.min(...xs) - MARGIN_PX),
    top: toWhole(Math.min(...ys) - MARGIN_PX),
    right: toWhole(Math.max(...xs) + MARGIN_PX),
    bottom: toWhole(Math.max(...ys) + MARGIN_PX),
  };
}

/** The part of the image below a part of the patch, with two pixels of the patch around it to interpolate with. */
function toRegion({ left, top, right, bottom }: Part, toImage: (point: Point) => Point): BoundingBox {
  const corners = [
    { x: left - 2, y: top - 2 },
    { x: right + 2, y: top - 2 },
    { x: left - 2, y: bottom + 2 },
    { x: right + 2, y: bottom + 2 },
  ].map(toImage);
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

type PatchPixels = Pick<FacePatch, "rgb" | "luma" | "luminance">;

/** Reads a part of the patch bilinearly. */
function samplePatch(
  { widthPx, heightPx, data, left, top, factor }: ReducedImage,
  part: Part,
  toImage: (point: Point) => Point,
): PatchPixels {
  const rgb = new Uint8Array(PATCH_PX * PATCH_PX * 3);
  const luma = new Float32Array(PATCH_PX * PATCH_PX);
  const luminance = new Float32Array(PATCH_PX * PATCH_PX);
  const origin = toImage({ x: 0, y: 0 });
  const beside = toImage({ x: 1, y: 0 });
  const stepX = (beside.x - origin.x) / factor;
  const stepY = (beside.y - origin.y) / factor;
  for (let y = part.top; y < part.bottom; y++) {
    const start = toImage({ x: 0, y });
    const startX = (start.x + 0.5 - left) / factor - 0.5;
    const startY = (start.y + 0.5 - top) / factor - 0.5;
    for (let x = part.left; x < part.right; x++) {
      const pixel = y * PATCH_PX + x;
      const atX = Math.min(widthPx - 1, Math.max(0, startX + x * stepX));
      const atY = Math.min(heightPx - 1, Math.max(0, startY + x * stepY));
      const column = Math.floor(atX);
      const row = Math.floor(atY);
      const fx = atX - column;
      const fy = atY - row;
      const a = (row * widthPx + column) * 3;
      const down = row + 1 < heightPx ? widthPx * 3 : 0;
      const right = column + 1 < widthPx ? 3 : 0;
      const red = interpolate(data, a, right, down, fx, fy);
      const green = interpolate(data, a + 1, right, down, fx, fy);
      const blue = interpolate(data, a + 2, right, down, fx, fy);
      // Rounds; Math.round instead takes a quarter longer for the whole patch.
      const redByte = Math.floor(red + 0.5);
      const greenByte = Math.floor(green + 0.5);
      const blueByte = Math.floor(blue + 0.5);
      rgb[pixel * 3] = redByte;
      rgb[pixel * 3 + 1] = greenByte;
      rgb[pixel * 3 + 2] = blueByte;
      luma[pixel] = 0.299 * red + 0.587 * green + 0.114 * blue;
      luminance[pixel] =
        0.2126 * toLinear(redByte) + 0.7152 * toLinear(greenByte) + 0.0722 * toLinear(blueByte);
    }
  }
  return { rgb, luma, luminance };
}

/** Value between the byte at `a`, its right neighbour, the one below it and the one right of that. */
function interpolate(
  data: Uint8Array,
  a: number,
  right: number,
  down: number,
  fx: number,
  fy: number,
): number {
  const upper = (data[a] ?? 0) * (1 - fx) + (data[a + right] ?? 0) * fx;
  const lower = (data[a + down] ?? 0) * (1 - fx) + (data[a + down + right] ?? 0) * fx;
  return upper * (1 - fy) + lower * fy;
}

function toLinear(value: number): number {
  return LINEAR_LIGHT[value] ?? 0;
}
