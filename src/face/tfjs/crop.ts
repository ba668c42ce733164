import type * as FaceApi from "@vladmandic/face-api";
import type { RgbImage } from "../facts.ts";

/** The pixels under `box`, clipped to the picture and floored as face-api does; at least one pixel, so that no network sees an empty tensor. */
export function cropFace(faceApi: typeof FaceApi, image: RgbImage, box: FaceApi.Box): FaceApi.tf.Tensor3D {
  const clipped = box.clipAtImageBorders(image.widthPx, image.heightPx);
  const left = Math.min(clipped.x, image.widthPx - 1);
  const top = Math.min(clipped.y, image.heightPx - 1);
  const width = Math.max(1, clipped.width);
  const height = Math.max(1, clipped.height);
  const pixels = new Int32Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const start = ((top + row) * image.widthPx + left) * 3;
    pixels.set(image.data.subarray(start, start + width * 3), row * width * 3);
  }
  return faceApi.tf.tensor3d(pixels, [height, width, 3], "int32");
}
