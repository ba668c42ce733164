import type { BoundingBox, RgbImage } from "../facts.ts";

/** What a network wants to see: a square, the crop at the top left or in the centre of it, and zero pixels beside the crop. */
export type SquareInput = {
  readonly sidePx: number;
  readonly place: "topLeft" | "centre";
  /** Red, green and blue that are subtracted from the pixels 0..255 before the division. */
  readonly mean: readonly [number, number, number];
  readonly divisor: number;
};

/** Where an output row or column comes from: two source offsets, negative in the padding, and the second's share. */
type Taps = { readonly low: Int32Array; readonly high: Int32Array; readonly share: Float32Array };

/**
 * The pixels of `crop` (whole numbers; black outside the image) as a network wants to see them, in CHW order. Resizing is
 * TensorFlow's legacy bilinear: no aligned corners, no half pixels, no smoothing.
 */
export function toSquareInput(image: RgbImage, crop: BoundingBox, wanted: SquareInput): Float32Array {
  const { sidePx, mean, divisor } = wanted;
  const squarePx = Math.max(crop.width, crop.height);
  const columns = measureTaps(crop.x, crop.width, squarePx, wanted, { count: image.widthPx, step: 3 });
  const rows = measureTaps(crop.y, crop.height, squarePx, wanted, {
    count: image.heightPx,
    step: image.widthPx * 3,
  });
  const area = sidePx * sidePx;
  const input = new Float32Array(3 * area);
  const upper = new Float32Array(3 * sidePx);
  const lower = new Float32Array(3 * sidePx);
  for (let y = 0; y < sidePx; y++) {
    const share = rows.share[y] ?? 0;
    resampleRow(upper, image.data, rows.low[y] ?? -1, columns);
    // A picture that is reduced by a whole number needs no second row.
    if (share > 0) resampleRow(lower, image.data, rows.high[y] ?? -1, columns);
    for (let channel = 0; channel < 3; channel++) {
      const channelMean = mean[channel] ?? 0;
      const start = channel * area + y * sidePx;
      for (let x = 0, source = channel * sidePx; x < sidePx; x++, source++) {
        const above = upper[source] ?? 0;
        const value = share > 0 ? above + ((lower[source] ?? 0) - above) * share : above;
        input[start + x] = (value - channelMean) / divisor;
      }
    }
  }
  return input;
}

/** Pixels along one side of the image and the distance of neighbours in its bytes. */
type Side = { readonly count: number; readonly step: number };

/** The taps along one side. */
function measureTaps(
  start: number,
  length: number,
  squarePx: number,
  { sidePx, place }: SquareInput,
  { count, step }: Side,
): Taps {
  const missing = squarePx - length;
  const before = place === "centre" ? missing - Math.round(missing / 2) : 0;
  const toOffset = (position: number) => {
    const pixel = start + position - before;
    const isSeen = position >= before && position < before + length && pixel >= 0 && pixel < count;
    return isSeen ? pixel * step : -1;
  };
  const taps = {
    low: new Int32Array(sidePx),
    high: new Int32Array(sidePx),
    share: new Float32Array(sidePx),
  };
  const scale = Math.fround(squarePx / sidePx);
  for (let index = 0; index < sidePx; index++) {
    const position = Math.fround(index * scale);
    const first = Math.floor(position);
    taps.low[index] = toOffset(first);
    taps.high[index] = toOffset(Math.min(first + 1, squarePx - 1));
    taps.share[index] = position - first;
  }
  return taps;
}

/**
 * Resamples one row of the image, which begins at the byte `rowOffset` or lies in the padding when that is negative. All
 * its red comes first, then green, then blue.
 */
function resampleRow(
  row: Float32Array,
  data: Uint8Array,
  rowOffset: number,
  { low, high, share }: Taps,
): void {
  if (rowOffset < 0) {
    row.fill(0);
    return;
  }
  const sidePx = low.length;
  for (let x = 0; x < sidePx; x++) {
    const left = rowOffset + (low[x] ?? 0);
    const right = rowOffset + (high[x] ?? 0);
    const weight = share[x] ?? 0;
    const hasLeft = left >= rowOffset;
    const hasRight = right >= rowOffset;
    row[x] = interpolate(data, left, right, hasLeft, hasRight, weight);
    row[x + sidePx] = interpolate(data, left + 1, right + 1, hasLeft, hasRight, weight);
    row[x + 2 * sidePx] = interpolate(data, left + 2, right + 2, hasLeft, hasRight, weight);
  }
}

function interpolate(
  data: Uint8Array,
  left: number,
  right: number,
  hasLeft: boolean,
  hasRight: boolean,
  weight: number,
): number {
  const first = hasLeft ? (data[left] ?? 0) : 0;
  const second = hasRight ? (data[right] ?? 0) : 0;
  return first + (second - first) * weight;
}
