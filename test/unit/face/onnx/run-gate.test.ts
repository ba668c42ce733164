import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { createGateMemory, createRunGate } from "../../../../src/face/onnx/run-gate.ts";

test("runs may overlap while the gate is open", () => {
  const gate = createRunGate(createGateMemory());
  gate.enter();
  expect(() => gate.enter()).not.toThrow();
});

test("no run begins after the other side closed the gate", () => {
  const memory = createGateMemory();
  createRunGate(memory).close();
  expect(() => createRunGate(memory).enter()).toThrow("The networks are being closed.");
});

test("closing again after a refused run does not wait for it", () => {
  const memory = createGateMemory();
  const gate = createRunGate(memory);
  gate.close();
  expect(() => gate.enter()).toThrow();
  expect(() => gate.close()).not.toThrow();
});

test("closing waits until a run of another thread has ended", async () => {
  const memory = createGateMemory();
  const gate = createRunGate(memory);
  gate.enter();
  // The worker stands for the networks' thread and leaves a trace as the last thing of its run.
  const trace = new Int32Array(new SharedArrayBuffer(4));
  const source = `
    const { workerData } = require("node:worker_threads");
    const state = new Int32Array(workerData.memory);
    setTimeout(() => {
      Atomics.store(workerData.trace, 0, 1);
      Atomics.sub(state, 0, 1);
      Atomics.notify(state, 0);
    }, 50);`;
  const worker = new Worker(source, { eval: true, workerData: { memory, trace } });
  await new Promise((resolve) => worker.once("online", resolve));
  gate.close();
  expect(Atomics.load(trace, 0)).toBe(1);
  await worker.terminate();
});
