import { type LinearRgb, toLab } from "../colour.ts";
import { toComponent, toLogistic } from "./curve.ts";

/**
 * Natural colour of ISO/IEC 29794-5, 0..100: how far the mean a*, b* of the cheeks lies from the skin range
 * a* 5..25, b* 5..35.
 */
export function measureNaturalColour(cheeks: LinearRgb): number {
  const { a, b } = toLab(cheeks);
  const distance = Math.hypot(toExcess(a, 5, 25), toExcess(b, 5, 35));
  return toComponent(200 * (1 - toLogistic(distance, 0, 10)));
}

function toExcess(value: number, low: number, high: number): number {
  return Math.max(0, low - value, value - high);
}
