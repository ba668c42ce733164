import { cp, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadManifest, locateFaceApi, verifyModels } from "../../../src/face/models.ts";

let copy = "";

beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), "stuntface-models-"));
  await cp(join(locateFaceApi(), "model"), join(copy, "model"), { recursive: true });
});

afterEach(() => rm(copy, { recursive: true }));

test("the installed weights are those of the manifest", () => {
  expect(() => verifyModels()).not.toThrow();
  expect(loadManifest()).toHaveLength(8);
});

test("a missing weight file is named", async () => {
  await rm(join(copy, "model/age_gender_model.bin"));
  expect(() => verifyModels(copy)).toThrow(/age and gender.*age_gender_model\.bin cannot be read/);
});

test("a truncated weight file is named with its length", async () => {
  await truncate(join(copy, "model/face_recognition_model.bin"), 1000);
  expect(() => verifyModels(copy)).toThrow(/face_recognition_model\.bin has 1000 bytes instead of 6444032/);
});

test("a changed weight file of the right length is named", async () => {
  await writeFile(join(copy, "model/face_landmark_68_model.bin"), Buffer.alloc(356_840));
  expect(() => verifyModels(copy)).toThrow(/face_landmark_68_model\.bin has SHA-256/);
});
