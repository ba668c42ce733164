import { expect, test } from "vitest";
import { parseFaceCount, parsePersonLabel, parsePhotoLabel } from "../../../src/eval/photo-label.ts";

test.each([
  "selfie.jpg",
  "a/fingerprint.png",
  "bulk_mask.png",
  "masked/me.jpg",
  "007_B.jpg",
  "014_5.jpg",
  "cano_facet.jpg",
])("%s is a bona fide photo", (path) => {
  expect(parsePhotoLabel(path)).toEqual({ kind: "bonaFide" });
});

test.each([
  "crop_no_face.png",
  "NoFace/1.jpg",
  "no-face.jpg",
  "no faces/dog.webp",
  "noface_attack.jpg",
  "017_0.jpg",
])("%s shows no face", (path) => {
  expect(parsePhotoLabel(path)).toEqual({ kind: "noFace" });
});

test.each([
  ["attack-print/1.jpg", "print"],
  ["Attack_Tablet 2/a/b.jpg", "tablet"],
  ["attacks/replay/3.jpg", "replay"],
  ["attacks/3.jpg", "attack"],
  ["attack-01.jpg", "attack"],
  ["bulk_rgb_fake.jpg", "fake"],
  ["prints/me.jpg", "print"],
  ["spoof/print_3.jpg", "print"],
  ["masks/me.jpg", "mask"],
])("%s is an attack of the species %s", (path, species) => {
  expect(parsePhotoLabel(path)).toEqual({ kind: "attack", species });
});

test("the letter of a numbered name is the person, for each folder apart", () => {
  expect(parsePersonLabel("007_B.jpg")).toBe("B");
  expect(parsePersonLabel("people/012_b.png")).toBe("people/b");
  expect(parsePersonLabel("007_BC.jpg")).toBeUndefined();
  expect(parsePersonLabel("m_B.jpg")).toBeUndefined();
});

test("the digit of a numbered name is the number of faces, not a person", () => {
  expect(parseFaceCount("people/014_5.jpg")).toBe(5);
  expect(parsePersonLabel("people/014_5.jpg")).toBeUndefined();
  expect(parseFaceCount("007_B.jpg")).toBeUndefined();
  expect(parseFaceCount("attribute_1423.jpg")).toBeUndefined();
});
