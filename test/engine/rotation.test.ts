import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeImage } from "../../src/face/analysis.ts";
import type { Angle, BoundingBox } from "../../src/face/facts.ts";
import type { FaceNetworks } from "../../src/face/networks.ts";
import { createCrop, knownBoxes, loadPhoto } from "./photos.ts";
import { loadTestNetworks } from "./test-networks.ts";

let networks: FaceNetworks;
let portrait: Buffer;

beforeAll(async () => {
  networks = await loadTestNetworks();
  const [, box] = knownBoxes[1] ?? [];
  if (box !== undefined) portrait = await createCrop(await loadPhoto(1), box, 0.6);
});

afterAll(() => networks.close());

const turns: readonly (readonly [Angle, Angle])[] = [
  [0, 0],
  [90, 270],
  [180, 180],
  [270, 90],
];

test.each(turns)("a portrait turned by %i degrees is upright after %i more", async (turn, bestAngle) => {
  const upright = await analyzeImage(networks, portrait, { rotate: false });
  const bytes = await sharp(portrait).rotate(turn).png().toBuffer();
  const facts = await analyzeImage(networks, bytes, { rotate: true });
  expect(facts.bestAngle).toBe(bestAngle);
  const [face] = facts.faces;
  const [expected] = upright.faces;
  const [box, expectedBox] = [toCentre(face?.box), toCentre(expected?.box)];
  // The box is in pixels of the upload, so it turns with the picture.
  const turned = toTurned(expectedBox, turn, upright.widthPx, upright.heightPx);
  const tolerancePx = (expected?.box.width ?? 0) / 10;
  expect(Math.abs(box.x - turned.x)).toBeLessThan(tolerancePx);
  expect(Math.abs(box.y - turned.y)).toBeLessThan(tolerancePx);
  expect(Math.abs(face?.pose.rollDeg ?? 90)).toBeLessThan(30);
});

test("without rotation the picture is taken as it is", async () => {
  const bytes = await sharp(portrait).rotate(90).png().toBuffer();
  expect((await analyzeImage(networks, bytes, { rotate: false })).bestAngle).toBe(0);
});

function toCentre(box: BoundingBox = { x: 0, y: 0, width: 0, height: 0 }) {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function toTurned(
  { x, y }: { readonly x: number; readonly y: number },
  turn: Angle,
  width: number,
  height: number,
) {
  switch (turn) {
    case 0:
      return { x, y };
    case 90:
      return { x: height - y, y: x };
    case 180:
      return { x: width - x, y: height - y };
    case 270:
      return { x: y, y: width - x };
  }
}
