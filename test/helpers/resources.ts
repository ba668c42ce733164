import { createHook } from "node:async_hooks";
import { onTestFinished } from "vitest";

/** Follows what a test could leave behind, from now to the end of the test. */
export type ResourceWatch = {
  /** How many timers of exactly so many milliseconds run, those that keep no process alive included. */
  readonly countTimers: (ms: number) => number;
  /** Warnings of Node, such as about too many listeners. */
  readonly warnings: readonly string[];
  /** Resolves when no more resources of any kind are active than at the start; with one left behind, the test runs out of time. */
  readonly waitForRelease: () => Promise<void>;
};

type Timer = { readonly _idleTimeout: number; readonly _destroyed: boolean };

/** Begins to follow timers, warnings and resources such as sockets. */
export function watchResources(): ResourceWatch {
  const timers = new Set<Timer>();
  const hook = createHook({
    init(_id, type, _trigger, resource) {
      if (type === "Timeout") timers.add(resource as Timer);
    },
  }).enable();
  const warnings: string[] = [];
  const onWarning = ({ name, message }: Error) => void warnings.push(`${name}: ${message}`);
  process.on("warning", onWarning);
  onTestFinished(() => {
    hook.disable();
    process.off("warning", onWarning);
  });
  const before = countResources();
  return {
    countTimers(ms) {
      for (const timer of timers) if (timer._destroyed) timers.delete(timer);
      return [...timers].filter((timer) => timer._idleTimeout === ms).length;
    },
    warnings,
    async waitForRelease() {
      const hasMore = () =>
        Object.entries(countResources()).some(([kind, count]) => count > (before[kind] ?? 0));
      while (hasMore()) await new Promise((resolve) => setTimeout(resolve, 10).unref());
    },
  };
}

/** Resources that keep a process alive, by kind, such as `Timeout` and `TCPSocketWrap`. */
function countResources(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
