import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeImage } from "../../src/face/analysis.ts";
import { measureDistance, toSimilarity } from "../../src/face/comparison.ts";
import type { FaceNetworks } from "../../src/face/networks.ts";
import { createCrop, knownBoxes, loadPhoto } from "./photos.ts";
import { loadTestNetworks } from "./test-networks.ts";

let networks: FaceNetworks;
let crops: readonly Buffer[];
let descriptors: readonly Float32Array[];

beforeAll(async () => {
  networks = await loadTestNetworks();
  const cut: Buffer[] = [];
  for (const number of [1, 3, 5]) {
    const photo = await loadPhoto(number);
    for (const box of knownBoxes[number] ?? []) cut.push(await createCrop(photo, box, 0.4));
  }
  crops = cut;
  const found: Float32Array[] = [];
  for (const crop of crops) found.push(await toDescriptor(crop));
  descriptors = found;
});

afterAll(() => networks.close());

const copies: readonly (readonly [string, (picture: Sharp) => Sharp])[] = [
  ["brighter", (picture) => picture.modulate({ brightness: 1.3 })],
  ["smaller", (picture) => picture.resize({ width: 160 })],
  ["recompressed", (picture) => picture.jpeg({ quality: 25 })],
  ["mirrored", (picture) => picture.flop()],
  ["slightly turned", (picture) => picture.rotate(8, { background: "#888" })],
];

test.each(copies)("a %s copy of a face is at least 0.7 similar", async (_name, change) => {
  for (const [index, crop] of crops.slice(0, 4).entries()) {
    const copy = await toDescriptor(await change(sharp(crop)).toBuffer());
    expect(toSimilarity(measureDistance(copy, descriptors[index] ?? []))).toBeGreaterThanOrEqual(0.7);
  }
});

test("at least 95 % of the pairs of different persons are less than 0.3 similar", () => {
  const similarities = descriptors.flatMap((a, index) =>
    descriptors.slice(index + 1).map((b) => toSimilarity(measureDistance(a, b))),
  );
  const low = similarities.filter((similarity) => similarity < 0.3);
  expect(low.length / similarities.length).toBeGreaterThanOrEqual(0.95);
});

async function toDescriptor(bytes: Buffer): Promise<Float32Array> {
  const [face] = (await analyzeImage(networks, bytes, { rotate: false })).faces;
  if (face === undefined) throw new Error("There is no face in the crop.");
  return face.descriptor;
}
