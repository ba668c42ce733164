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
 * The pixels of `crop` (whole numbers inside the image) as a network wants to see them, in CHW order. Resizing is
 * TensorFlow's legacy bilinear: no aligned corners, no half pixels, no smoothing.
 */
export function toSquareInput(image: RgbImage, crop: BoundingBox, wanted: SquareInput): Float32Array {
  const { sidePx, mean, divisor } = wanted;
  const squarePx = Math.max(crop.width, crop.height);
  const columns = measureTaps(crop.x, crop.width, squarePx, wanted, 3);
  const rows = measureTaps(crop.y, crop.height, squarePx, wanted, image.widthPx * 3);
  const area = sidePx * sidePx;
  const input = new Float32Array(3 * area);
  const upper = new Float32Array(3 * sidePx);
  const lower = new Float32Array(3 * sidePx);
  for (let y = 0; y < sidePx; y++) {
    resampleRow(upper, image.data, rows.low[y] ?? -1, columns);
    resampleRow(lower, image.data, rows.high[y] ?? -1, columns);
    const share = rows.share[y] ?? 0;
    for (let channel = 0; channel < 3; channel++) {
      const channelMean = mean[channel] ?? 0;
      let target = channel * area + y * sidePx;
      for (let source = channel; source < upper.length; source += 3) {
        const above = upper[source] ?? 0;
        const value = above + ((lower[source] ?? 0) - above) * share;
        input[target++] = (value - channelMean) / divisor;
      }
    }
  }
  return input;
}

/** The taps along one side; `step` is the distance of neighbours in the image's bytes. */
function measureTaps(
  start: number,
  length: number,
  squarePx: number,
  { sidePx, place }: SquareInput,
  step: number,
): Taps {
  const missing = squarePx - length;
  const before = place === "centre" ? missing - Math.round(missing / 2) : 0;
  const toOffset = (position: number) =>
    position < before || position >= before + length ? -1 : (start + position - before) * step;
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

/** Resamples one row of the image, which begins at the byte `rowOffset` or lies in the padding when that is negative. */
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
  let target = 0;
  for (let x = 0; x < low.length; x++) {
    const left = low[x] ?? -1;
    const right = high[x] ?? -1;
    const weight = share[x] ?? 0;
    for (let channel = 0; channel < 3; channel++) {
      const first = left < 0 ? 0 : (data[rowOffset + left + channel] ?? 0);
      const second = right < 0 ? 0 : (data[rowOffset + right + channel] ?? 0);
      row[target++] = first + (second - first) * weight;
    }
  }
}
