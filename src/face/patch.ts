import type { Point, RgbImage } from "./facts.ts";
import type { FaceGeometry } from "./landmarks.ts";
import { type ReducedImage, reduceImage } from "./reduce.ts";

/**
 * A face turned upright and scaled so that all faces have the same size; what lies outside the image repeats
 * its border.
 */
export type FacePatch = {
  readonly sizePx: number;
  /** Interleaved sRGB, 0..255. */
  readonly rgb: Float32Array;
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

/** Linear light of each 8-bit sRGB value, 0..1 (IEC 61966-2-1). */
export const LINEAR_LIGHT: Float32Array = Float32Array.from({ length: 256 }, (_, value) => {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
});

/**
 * Samples the face at its normalised size; averages where the image is larger and interpolates where it is
 * smaller.
 */
export function createFacePatch(image: RgbImage, geometry: FaceGeometry): FacePatch {
  const imagePxPerPatchPx = geometry.unitPx / PATCH_EYE_DISTANCE_PX;
  const cos = Math.cos(geometry.rollRad);
  const sin = Math.sin(geometry.rollRad);
  const { eyeMidpoint } = geometry;
  const toPatch = (point: Point): Point => {
    const x = (point.x - eyeMidpoint.x) / imagePxPerPatchPx;
    const y = (point.y - eyeMidpoint.y) / imagePxPerPatchPx;
    return { x: x * cos + y * sin + EYES_AT.x * PATCH_PX, y: y * cos - x * sin + EYES_AT.y * PATCH_PX };
  };
  const stepX = imagePxPerPatchPx * cos;
  const stepY = imagePxPerPatchPx * sin;
  // The patch is a turned square: its axis-aligned hull in the image is what has to be read.
  const reach = (PATCH_PX / 2) * (Math.abs(stepX) + Math.abs(stepY)) + 2;
  const down = (0.5 - EYES_AT.y) * PATCH_PX;
  const region = {
    x: eyeMidpoint.x - down * stepY - reach,
    y: eyeMidpoint.y + down * stepX - reach,
    width: 2 * reach,
    height: 2 * reach,
  };
  const source = reduceImage(image, region, Math.max(1, Math.floor(imagePxPerPatchPx)));
  const rgb = samplePatch(source, eyeMidpoint, stepX, stepY);
  return { sizePx: PATCH_PX, rgb, imagePxPerPatchPx, toPatch, ...measureLight(rgb) };
}

/** Reads the patch whose x axis runs along (`stepX`, `stepY`) in the image, bilinearly. */
function samplePatch(source: ReducedImage, eyeMidpoint: Point, stepX: number, stepY: number): Float32Array {
  const { widthPx, heightPx, data, left, top, factor } = source;
  const rgb = new Float32Array(PATCH_PX * PATCH_PX * 3);
  for (let y = 0, offset = 0; y < PATCH_PX; y++) {
    const v = y - EYES_AT.y * PATCH_PX;
    for (let x = 0; x < PATCH_PX; x++, offset += 3) {
      const u = x - EYES_AT.x * PATCH_PX;
      const atX = toLimit((eyeMidpoint.x + u * stepX - v * stepY + 0.5 - left) / factor - 0.5, widthPx - 1);
      const atY = toLimit((eyeMidpoint.y + u * stepY + v * stepX + 0.5 - top) / factor - 0.5, heightPx - 1);
      const column = Math.floor(atX);
      const row = Math.floor(atY);
      const fx = atX - column;
      const fy = atY - row;
      const a = (row * widthPx + column) * 3;
      const b = column + 1 < widthPx ? a + 3 : a;
      const down = row + 1 < heightPx ? widthPx * 3 : 0;
      for (let i = 0; i < 3; i++) {
        const upper = (data[a + i] ?? 0) * (1 - fx) + (data[b + i] ?? 0) * fx;
        const lower = (data[a + down + i] ?? 0) * (1 - fx) + (data[b + down + i] ?? 0) * fx;
        rgb[offset + i] = upper * (1 - fy) + lower * fy;
      }
    }
  }
  return rgb;
}

function toLimit(value: number, last: number): number {
  return Math.min(last, Math.max(0, value));
}

function measureLight(rgb: Float32Array): { luma: Float32Array; luminance: Float32Array } {
  const luma = new Float32Array(rgb.length / 3);
  const luminance = new Float32Array(rgb.length / 3);
  for (let i = 0, o = 0; i < luma.length; i++, o += 3) {
    const r = rgb[o] ?? 0;
    const g = rgb[o + 1] ?? 0;
    const b = rgb[o + 2] ?? 0;
    luma[i] = 0.299 * r + 0.587 * g + 0.114 * b;
    luminance[i] = 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b);
  }
  return { luma, luminance };
}

function toLinear(value: number): number {
  return LINEAR_LIGHT[Math.round(value)] ?? 0;
}
