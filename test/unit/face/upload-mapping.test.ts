import { expect, test } from "vitest";
import type { Angle } from "../../../src/face/facts.ts";
import { rotateImage } from "../../../src/face/rotate.ts";
import { createUploadMapping } from "../../../src/face/upload-mapping.ts";

const image = { widthPx: 20, heightPx: 10, data: new Uint8Array(20 * 10 * 3) };
const decoded = { image, uploadWidthPx: 40, uploadHeightPx: 20 };

test.each<Angle>([0, 90, 180, 270])(
  "the whole picture turned by %i degrees maps to the whole upload",
  (angle) => {
    const turned = rotateImage(image, angle);
    const mapping = createUploadMapping(decoded, angle, turned);
    const whole = { x: 0, y: 0, width: turned.widthPx, height: turned.heightPx };
    expect(mapping.toUploadBox(whole)).toEqual({ x: 0, y: 0, width: 40, height: 20 });
    expect(mapping.scale).toBe(2);
  },
);

test("a point is turned back and scaled", () => {
  const mapping = createUploadMapping(decoded, 90, rotateImage(image, 90));
  // The top right of the turned picture was the top left of the upload.
  expect(mapping.toUploadPoint({ x: 10, y: 0 })).toEqual({ x: 0, y: 0 });
  expect(mapping.toUploadPoint({ x: 10, y: 5 })).toEqual({ x: 10, y: 0 });
});
