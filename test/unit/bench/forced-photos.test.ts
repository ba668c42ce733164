import sharp from "sharp";
import { expect, test } from "vitest";
import { encodeToSize } from "../../../src/bench/forced-photos.ts";

test("a picture is encoded to nearly the wanted size", async () => {
  const noise = { type: "gaussian", mean: 128, sigma: 20 } as const;
  const picture = await sharp({
    create: { width: 320, height: 240, channels: 3, background: "#888", noise },
  })
    .png()
    .toBuffer();
  const jpeg = await encodeToSize(picture, 40_000);
  expect((await sharp(jpeg).metadata()).format).toBe("jpeg");
  expect(Math.abs(jpeg.length - 40_000)).toBeLessThan(4_000);
});
