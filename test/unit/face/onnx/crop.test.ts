import fc from "fast-check";
import { expect, test } from "vitest";
import { toCrop } from "../../../../src/face/onnx/crop.ts";

const image = { widthPx: 100, heightPx: 50, data: new Uint8Array() };

test.each([
  {
    name: "a box inside the image is rounded down",
    box: { x: 10.9, y: 5.2, width: 20.9, height: 7.8 },
    crop: { x: 10, y: 5, width: 20, height: 7 },
  },
  {
    name: "a box over the left and top borders is cut off there",
    box: { x: -10, y: -5, width: 30, height: 20 },
    crop: { x: 0, y: 0, width: 20, height: 15 },
  },
  {
    name: "a box over the right and bottom borders is cut off there",
    box: { x: 90, y: 40, width: 30, height: 20 },
    crop: { x: 90, y: 40, width: 10, height: 10 },
  },
  {
    name: "a box beside the image yields the nearest pixel",
    box: { x: 130, y: -40, width: 30, height: 20 },
    crop: { x: 99, y: 0, width: 1, height: 1 },
  },
])("$name", ({ box, crop }) => {
  expect(toCrop(box, image)).toEqual(crop);
});

test("a crop always lies inside the image and is never empty", () => {
  const place = fc.double({ min: -300, max: 300, noNaN: true });
  const length = fc.double({ min: 0, max: 300, noNaN: true });
  fc.assert(
    fc.property(place, place, length, length, (x, y, width, height) => {
      const crop = toCrop({ x, y, width, height }, image);
      expect(Math.min(crop.x, crop.y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(crop.width, crop.height)).toBeGreaterThanOrEqual(1);
      expect(crop.x + crop.width).toBeLessThanOrEqual(image.widthPx);
      expect(crop.y + crop.height).toBeLessThanOrEqual(image.heightPx);
    }),
  );
});
