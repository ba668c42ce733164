import { afterEach, beforeEach, expect, test } from "vitest";
import { type FaceEngine, UnreadableImageError } from "../../src/face/engine.ts";
import { measurePerceptualHash } from "../../src/face/perceptual-hash.ts";
import { createProcessEngine } from "../../src/face/process-engine.ts";
import { loadPhoto } from "./photos.ts";

const upright = { rotate: false };

let engine: FaceEngine;

beforeEach(() => {
  engine = createProcessEngine({ engine: "onnx", threads: 1 });
});

afterEach(() => engine.close());

test("the version names what decides the facts", async () => {
  await engine.ready;
  expect(engine.version).toMatch(/^stuntface \d.*face-api \d.*onnxruntime-(node|web) \d.*libvips \d/);
});

test("the server's thread stays responsive while pictures are analysed, one after the other", async () => {
  await engine.ready;
  const photo = await loadPhoto(3);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  const [first, second] = await Promise.all([engine.analyze(photo, upright), engine.analyze(photo, upright)]);
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(20);
  expect(first.faces).toHaveLength(3);
  expect(first.faces[0]?.descriptor).toBeInstanceOf(Float32Array);
  expect(second).toEqual(first);
  // The caller's bytes were copied, not moved.
  expect(photo.length).toBeGreaterThan(0);
});

test("facts carry the hash that the same bytes have without networks", async () => {
  const photo = await loadPhoto(2);
  const { perceptualHash } = await engine.analyze(photo, upright);
  expect(perceptualHash).toBe(await measurePerceptualHash(photo));
});

test("an unreadable picture keeps its kind of error and the engine goes on", async () => {
  await expect(engine.analyze(Buffer.from("no picture"), upright)).rejects.toThrow(UnreadableImageError);
  await expect(engine.analyze(new Uint8Array(), upright)).rejects.toThrow(UnreadableImageError);
  expect((await engine.analyze(await loadPhoto(1), upright)).faces).toHaveLength(3);
});

test("closing while busy rejects what is pending and what follows", async () => {
  await engine.ready;
  const pending = engine.analyze(await loadPhoto(1), { rotate: true });
  const rejected = expect(pending).rejects.toThrow("The face engine is closed.");
  await engine.close();
  await rejected;
  await expect(engine.analyze(await loadPhoto(1), upright)).rejects.toThrow("The face engine is closed.");
});

test("closing while loading rejects ready and can be repeated", async () => {
  await engine.close();
  await engine.close();
  await expect(engine.ready).rejects.toThrow("The face engine is closed.");
});

test("an engine that loads for the first photo is ready before, looks at it, and can end without one", async () => {
  const lazy = createProcessEngine({ engine: "onnx", threads: 1 }, undefined, "first-photo");
  const unused = createProcessEngine({ engine: "onnx", threads: 1 }, undefined, "first-photo");
  await Promise.all([lazy.ready, unused.ready]);
  expect(lazy.version).not.toMatch(/onnxruntime-/);
  expect((await lazy.analyze(await loadPhoto(3), upright)).faces).toHaveLength(3);
  expect(lazy.version).toMatch(/onnxruntime-/);
  await Promise.all([lazy.close(), unused.close()]);
});

test("two engines live side by side", async () => {
  const other = createProcessEngine({ engine: "onnx", threads: 1 });
  await Promise.all([engine.ready, other.ready]);
  await other.close();
  expect((await engine.analyze(await loadPhoto(1), upright)).faces).toHaveLength(3);
});
