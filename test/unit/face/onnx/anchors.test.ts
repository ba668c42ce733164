import { beforeAll, expect, test } from "vitest";
import { locateWeights } from "../../../../src/face/models.ts";
import { buildAnchors } from "../../../../src/face/onnx/anchors.ts";
import { loadWeights } from "../../../../src/face/onnx/weights.ts";

let trained: Float32Array;

beforeAll(async () => {
  const weights = await loadWeights(locateWeights(), "ssd_mobilenetv1_model");
  trained = weights("Output/extra_dim").values;
});

test("at 512 px the anchors are those that the network was trained with", () => {
  const anchors = buildAnchors(trained, 512);
  expect(anchors).toHaveLength(5118);
  const largestDifference = anchors.reduce((largest, anchor, index) => {
    const [top = 0, left = 0, bottom = 0, right = 0] = trained.subarray(index * 4, index * 4 + 4);
    const differences = [
      anchor.centreX - (left + right) / 2,
      anchor.centreY - (top + bottom) / 2,
      anchor.width - (right - left),
      anchor.height - (bottom - top),
    ];
    return Math.max(largest, ...differences.map(Math.abs));
  }, 0);
  expect(largestDifference).toBeLessThan(1e-6);
});

test.each([
  { sidePx: 320, count: 20 * 20 * 3 + (100 + 25 + 9 + 4 + 1) * 6 },
  { sidePx: 256, count: 16 * 16 * 3 + (64 + 16 + 4 + 1 + 1) * 6 },
])("at $sidePx px there is one set of anchors for each cell of the smaller maps", ({ sidePx, count }) => {
  expect(buildAnchors(trained, sidePx)).toHaveLength(count);
});

test("an anchor has the same place and size in pixels at every input size", () => {
  const [large] = buildAnchors(trained, 512);
  const [small] = buildAnchors(trained, 256);
  expect((small?.width ?? 0) * 256).toBeCloseTo((large?.width ?? 0) * 512, 4);
  expect((small?.centreX ?? 0) * 256).toBeCloseTo((large?.centreX ?? 0) * 512, 4);
});
