import { expect, test } from "vitest";
import { addBorder, cutOut } from "../../../src/face/cut.ts";
import type { RgbImage } from "../../../src/face/facts.ts";

const image: RgbImage = {
  widthPx: 2,
  heightPx: 2,
  data: Uint8Array.from([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]),
};

test("an area inside the picture is copied", () => {
  expect(toReds(cutOut(image, { x: 1, y: 0, width: 1, height: 2 }))).toEqual([2, 4]);
});

test("an area that leaves the picture is black outside", () => {
  expect(toReds(cutOut(image, { x: 1, y: 1, width: 2, height: 2 }))).toEqual([4, 0, 0, 0]);
});

test("an area beside the picture is black", () => {
  expect(toReds(cutOut(image, { x: 7, y: 0, width: 1, height: 2 }))).toEqual([0, 0]);
  expect(toReds(cutOut(image, { x: -7, y: -9, width: 1, height: 2 }))).toEqual([0, 0]);
});

test("a border surrounds the picture", () => {
  const bordered = addBorder(image, 1);
  expect([bordered.widthPx, bordered.heightPx]).toEqual([4, 4]);
  expect(toReds(bordered)).toEqual([0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0]);
});

test("no border leaves the picture as it is", () => {
  expect(addBorder(image, 0)).toBe(image);
});

function toReds({ data }: RgbImage): number[] {
  return [...data].filter((_, index) => index % 3 === 0);
}
