import { expect, test } from "vitest";
import { shrinkImage } from "../../../src/face/shrink.ts";

test("blocks are averaged and incomplete ones left out", () => {
  const data = new Uint8Array(5 * 2 * 3);
  data.set([10, 20, 30], 0);
  data.set([30, 40, 50], 3);
  expect(shrinkImage({ widthPx: 5, heightPx: 2, data }, 2)).toEqual({
    widthPx: 2,
    heightPx: 1,
    data: Uint8Array.from([10, 15, 20, 0, 0, 0]),
  });
});

test("a picture smaller than a block becomes one pixel", () => {
  const data = Uint8Array.from([10, 20, 30, 20, 30, 40]);
  expect(shrinkImage({ widthPx: 2, heightPx: 1, data }, 4)).toEqual({
    widthPx: 1,
    heightPx: 1,
    data: Uint8Array.from([15, 25, 35]),
  });
});
