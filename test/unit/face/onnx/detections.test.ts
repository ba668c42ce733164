import { expect, test } from "vitest";
import type { Anchor } from "../../../../src/face/onnx/anchors.ts";
import { toDetections } from "../../../../src/face/onnx/detections.ts";

const anchor: Anchor = { centreX: 0.5, centreY: 0.25, width: 0.2, height: 0.1 };
const square = { widthPx: 100, heightPx: 100, data: new Uint8Array() };
const wide = { widthPx: 200, heightPx: 100, data: new Uint8Array() };

test("an answer of zeros is the anchor itself with a score of one half", () => {
  const [face] = toDetections(toAnswer([0, 0, 0, 0], 0), [anchor], square, 512, 0.4);
  expect(face?.detectionScore).toBe(0.5);
  expectBox(face?.box, { x: 40, y: 20, width: 20, height: 10 });
});

test("the box code moves by tenths of the anchor and stretches by powers", () => {
  const code = [10, -5, 5 * Math.log(2), 5 * Math.log(3)];
  const [face] = toDetections(toAnswer(code, 4), [anchor], square, 512, 0.5);
  expectBox(face?.box, { x: 10, y: 25, width: 60, height: 20 });
});

test("faces with the smallest score or less are left out", () => {
  expect(toDetections(toAnswer([0, 0, 0, 0], 0), [anchor], square, 512, 0.5)).toEqual([]);
});

test("boxes are measured by the longer side, because the picture is padded to a square", () => {
  const [face] = toDetections(toAnswer([0, 0, 0, 0], 4), [anchor], wide, 512, 0.5);
  expectBox(face?.box, { x: 80, y: 40, width: 40, height: 20 });
});

test("boxes end at the borders of the detector's input", () => {
  const corner = { ...anchor, centreX: 0.02, centreY: 0.99 };
  const [face] = toDetections(toAnswer([0, 0, 0, 0], 4), [corner], square, 512, 0.5);
  expectBox(face?.box, { x: 0, y: 94, width: 12, height: 6 });
});

/** What the detector says about one anchor: the code of the box, then logits of background, face and another class. */
function toAnswer(code: readonly number[], faceLogit: number): Float32Array {
  return Float32Array.from([...code, -1, faceLogit, -3]);
}

type Box = { x: number; y: number; width: number; height: number };

function expectBox(actual: Box | undefined, expected: Box): void {
  for (const side of ["x", "y", "width", "height"] as const) {
    expect(actual?.[side]).toBeCloseTo(expected[side], 4);
  }
}
