/**
 * Says across threads whether a network is running. onnxruntime-node aborts the whole process when its thread is
 * terminated, or the process exits, in the middle of a run (seen with 1.30.0 on Node 20.20), so whoever ends the thread
 * closes the gate first.
 */
export type RunGate = {
  /** Called by the networks' thread before it loads or runs a network; throws when the gate is closed. */
  enter(): void;
  /** Called by the networks' thread after everything that entered. */
  leave(): void;
  /** Lets no run begin any more and blocks the calling thread until the last one has ended, one run at most. */
  close(): void;
};

const runningCount = 0;
const closedFlag = 1;

/** The memory that the two sides of a gate share. */
export function createGateMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
}

/** One side of the gate over `memory`; each thread creates its own. */
export function createRunGate(memory: SharedArrayBuffer): RunGate {
  const state = new Int32Array(memory);
  const leave = () => {
    Atomics.sub(state, runningCount, 1);
    Atomics.notify(state, runningCount);
  };
  return {
    enter() {
      // Counting comes before looking at the flag: so either this side sees the flag or the closing side sees the count.
      Atomics.add(state, runningCount, 1);
      if (Atomics.load(state, closedFlag) === 0) return;
      leave();
      throw new Error("The networks are being closed.");
    },
    leave,
    close() {
      Atomics.store(state, closedFlag, 1);
      for (;;) {
        const running = Atomics.load(state, runningCount);
        if (running === 0) return;
        Atomics.wait(state, runningCount, running);
      }
    },
  };
}
