import { expect, test } from "vitest";
import type { RgbImage } from "../../../../src/face/facts.ts";
import { type SquareInput, toSquareInput } from "../../../../src/face/onnx/square-input.ts";

const plain: SquareInput = { sidePx: 2, place: "topLeft", mean: [0, 0, 0], divisor: 1 };

test("pixels of the right size are only sorted by channel", () => {
  const image = toImage(2, 2, [1, 2, 3, 4]);
  expect(toRed(toSquareInput(image, toWhole(image), plain))).toEqual([1, 2, 3, 4]);
});

test("green and blue follow red as whole planes", () => {
  const image: RgbImage = { widthPx: 1, heightPx: 1, data: Uint8Array.of(10, 20, 30) };
  const input = toSquareInput(image, toWhole(image), { ...plain, sidePx: 1 });
  expect([...input]).toEqual([10, 20, 30]);
});

test("mean and divisor are applied to pixels and padding alike", () => {
  const image = toImage(2, 1, [255, 0]);
  const input = toSquareInput(image, toWhole(image), { ...plain, mean: [127.5, 0, 0], divisor: 127.5 });
  expect(toRed(input)).toEqual([1, -1, -1, -1]);
});

test("enlarging starts at the first pixel and repeats the last, as TensorFlow's legacy resize does", () => {
  const image = toImage(2, 2, [0, 100, 0, 100]);
  const input = toSquareInput(image, toWhole(image), { ...plain, sidePx: 4 });
  expect(toRed(input).slice(0, 4)).toEqual([0, 50, 100, 100]);
});

test("reducing takes two neighbours at most and does not smooth", () => {
  const image = toImage(
    6,
    6,
    Array.from({ length: 36 }, (_, index) => (index % 3 === 0 ? 90 : 0)),
  );
  const input = toSquareInput(image, toWhole(image), plain);
  expect(toRed(input)).toEqual([90, 90, 90, 90]);
});

test.each([
  { place: "topLeft", column: [7, 0, 0] },
  { place: "centre", column: [0, 7, 0] },
] as const)("a wide picture at $place has its padding where face-api puts it", ({ place, column }) => {
  const image = toImage(3, 1, [7, 7, 7]);
  const red = toRed(toSquareInput(image, toWhole(image), { ...plain, sidePx: 3, place }));
  expect([red[0], red[3], red[6]]).toEqual(column);
});

test("an odd row of padding goes below the centred picture", () => {
  const image = toImage(4, 1, [7, 7, 7, 7]);
  const red = toRed(toSquareInput(image, toWhole(image), { ...plain, sidePx: 4, place: "centre" }));
  expect([red[0], red[4], red[8], red[12]]).toEqual([0, 7, 0, 0]);
});

test("only the crop is seen", () => {
  const image = toImage(3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const input = toSquareInput(image, { x: 1, y: 1, width: 2, height: 2 }, plain);
  expect(toRed(input)).toEqual([5, 6, 8, 9]);
});

test("what a crop shows beside the image is black", () => {
  const image = toImage(2, 2, [1, 2, 3, 4]);
  const around = { x: -1, y: -1, width: 4, height: 4 };
  const input = toSquareInput(image, around, { ...plain, sidePx: 4 });
  expect(toRed(input)).toEqual([0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0]);
});

function toImage(widthPx: number, heightPx: number, red: readonly number[]): RgbImage {
  return { widthPx, heightPx, data: Uint8Array.from(red.flatMap((value) => [value, 0, 0])) };
}

function toWhole({ widthPx, heightPx }: RgbImage) {
  return { x: 0, y: 0, width: widthPx, height: heightPx };
}

function toRed(input: Float32Array): number[] {
  return [...input.subarray(0, input.length / 3)];
}
