import { type FacePatch, LINEAR_LIGHT } from "./patch.ts";

/** CIE L*a*b*, D50 white: lightness 0..100, a* towards red, b* towards yellow. */
export type Lab = { readonly lightness: number; readonly a: number; readonly b: number };

/** Mean linear sRGB, 0..1 each, of some pixels of the patch. */
export type LinearRgb = readonly [red: number, green: number, blue: number];

/** Mean of the linear light of the pixels of some areas (indices into the patch); black where there are none. */
export function measureMeanColour(patch: FacePatch, ...areas: readonly Int32Array[]): LinearRgb {
  let red = 0;
  let green = 0;
  let blue = 0;
  let count = 0;
  for (const pixels of areas) {
    for (let i = 0; i < pixels.length; i++) {
      const pixel = pixels[i] ?? 0;
      red += LINEAR_LIGHT[patch.rgb[pixel * 3] ?? 0] ?? 0;
      green += LINEAR_LIGHT[patch.rgb[pixel * 3 + 1] ?? 0] ?? 0;
      blue += LINEAR_LIGHT[patch.rgb[pixel * 3 + 2] ?? 0] ?? 0;
    }
    count += pixels.length;
  }
  return count === 0 ? [0, 0, 0] : [red / count, green / count, blue / count];
}

/** Converts linear sRGB to L*a*b* with the Bradford-adapted D50 matrix of the ICC profile of sRGB. */
export function toLab([red, green, blue]: LinearRgb): Lab {
  const x = toCubeRoot((0.4361 * red + 0.3851 * green + 0.1431 * blue) / 0.9643);
  const y = toCubeRoot(0.2225 * red + 0.7169 * green + 0.0606 * blue);
  const z = toCubeRoot((0.0139 * red + 0.0971 * green + 0.7141 * blue) / 0.8251);
  return { lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
}

/** CIE L* (0..100) of a relative luminance (0..1). */
export function toLightness(luminance: number): number {
  return 116 * toCubeRoot(luminance) - 16;
}

function toCubeRoot(t: number): number {
  return t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116;
}
