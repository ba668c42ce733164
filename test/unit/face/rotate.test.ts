import sharp from "sharp";
import { expect, test } from "vitest";
import type { Angle, RgbImage } from "../../../src/face/facts.ts";
import { rotateImage, toUnturnedBox, toUnturnedPoint } from "../../../src/face/rotate.ts";

const angles: readonly Angle[] = [0, 90, 180, 270];
const image: RgbImage = {
  widthPx: 5,
  heightPx: 3,
  data: Uint8Array.from({ length: 45 }, (_, index) => index),
};

test.each(angles)("a clockwise turn by %i degrees equals sharp's", async (angle) => {
  const raw = { width: image.widthPx, height: image.heightPx, channels: 3 } as const;
  const expected = await sharp(image.data, { raw }).rotate(angle).raw().toBuffer();
  expect(Buffer.from(rotateImage(image, angle).data)).toEqual(expected);
});

test.each(angles)("after a turn by %i degrees every pixel's centre leads back to the pixel", (angle) => {
  const turned = rotateImage(image, angle);
  for (let y = 0; y < turned.heightPx; y++) {
    for (let x = 0; x < turned.widthPx; x++) {
      const from = toUnturnedPoint({ x: x + 0.5, y: y + 0.5 }, angle, turned);
      expect(toRed(image, from)).toBe(toRed(turned, { x, y }));
    }
  }
});

test.each(angles)("a box is led back from a turn by %i degrees", (angle) => {
  const turned = rotateImage(image, angle);
  const whole = { x: 0, y: 0, width: turned.widthPx, height: turned.heightPx };
  expect(toUnturnedBox(whole, angle, turned)).toEqual({ x: 0, y: 0, width: 5, height: 3 });
});

test("the top right of a picture turned clockwise was its top left", () => {
  const turned = rotateImage(image, 90);
  const box = { x: turned.widthPx - 1, y: 0, width: 1, height: 2 };
  expect(toUnturnedBox(box, 90, turned)).toEqual({ x: 0, y: 0, width: 2, height: 1 });
});

function toRed(
  { data, widthPx }: RgbImage,
  { x, y }: { readonly x: number; readonly y: number },
): number | undefined {
  return data[(Math.floor(y) * widthPx + Math.floor(x)) * 3];
}
