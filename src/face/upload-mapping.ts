import type { DecodedImage } from "./decode.ts";
import type { Angle, BoundingBox, Point, RgbImage } from "./facts.ts";
import { toUnturnedBox, toUnturnedPoint } from "./rotate.ts";

/** Leads from the picture that the networks saw back to the upright upload. */
export type UploadMapping = {
  /** Pixels of the upload per pixel of the picture. */
  readonly scale: number;
  readonly toUploadPoint: (point: Point) => Point;
  readonly toUploadBox: (box: BoundingBox) => BoundingBox;
};

/** Undoes the turn by `angle` that led to `turned`, then the scaling down after decoding. */
export function createUploadMapping(decoded: DecodedImage, angle: Angle, turned: RgbImage): UploadMapping {
  // Both sides were rounded to whole pixels, so their scales differ a little.
  const scaleX = decoded.uploadWidthPx / decoded.image.widthPx;
  const scaleY = decoded.uploadHeightPx / decoded.image.heightPx;
  return {
    scale: Math.max(scaleX, scaleY),
    toUploadPoint: (point) => {
      const { x, y } = toUnturnedPoint(point, angle, turned);
      return { x: x * scaleX, y: y * scaleY };
    },
    toUploadBox: (box) => {
      const { x, y, width, height } = toUnturnedBox(box, angle, turned);
      return { x: x * scaleX, y: y * scaleY, width: width * scaleX, height: height * scaleY };
    },
  };
}
