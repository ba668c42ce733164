import sharp from "sharp";
import { expect, test } from "vitest";
import { createPhotos, stampPhoto } from "../../../src/bench/photos.ts";

test("the photos are JPEGs of 1280x960 and differ", async () => {
  const photos = await createPhotos(1);
  expect(new Set(photos.map((photo) => Buffer.from(photo).toString("base64"))).size).toBe(20);
  const { format, width, height } = await sharp(photos[19]).metadata();
  expect({ format, width, height }).toEqual({ format: "jpeg", width: 1280, height: 960 });
});

test("a stamped photo has other bytes and the same pixels", async () => {
  const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#a0b" } })
    .jpeg()
    .toBuffer();
  const stamped = stampPhoto(jpeg, 7);
  expect(stamped).not.toEqual(stampPhoto(jpeg, 8));
  expect(await sharp(stamped).raw().toBuffer()).toEqual(await sharp(jpeg).raw().toBuffer());
});
