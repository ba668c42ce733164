import { startChild } from "../runners/start-child.ts";
import { type TestOptions, toTestSettings } from "../runners/test-options.ts";
import { openSpace, type TestSpace } from "../runners/test-space.ts";
import { type TestServer, useServer } from "../runners/use-server.ts";

/** What of Jest's globals is used. */
type Hook = (work: () => Promise<void>, timeoutMs?: number) => void;
type JestGlobals = Record<"beforeAll" | "beforeEach" | "afterEach" | "afterAll", Hook>;

const startTimeoutMs = 60_000;

/**
 * Gives every test of the file, or of the `describe` it is called in, a space of its own: the result always stands for the space of the test that runs.
 * When a test is over, `verify()` runs and fails it with the problems.
 */
export type UseStuntface = (options?: TestOptions) => TestSpace;

/** {@link UseStuntface} whose servers run the file `childPath`. */
export function createUseStuntface(childPath: string): UseStuntface {
  return (options = {}) => {
    const { beforeAll, beforeEach, afterEach, afterAll } = readGlobals();
    let server: TestServer | undefined;
    let open: Awaited<ReturnType<typeof openSpace>> | undefined;
    beforeAll(async () => {
      server = await useServer(options, (given) => startChild(childPath, given));
    }, startTimeoutMs);
    beforeEach(async () => {
      if (server) open = await openSpace(server.admin, toTestSettings(options));
    });
    afterEach(async () => {
      const { finish } = open ?? {};
      open = undefined;
      // Jest tells no hook whether the test failed; it shows the errors of both.
      await finish?.(false);
    });
    afterAll(async () => {
      await server?.close();
    });
    return toCurrent(() => open?.space);
  };
}

/** An object that always is the current space. */
function toCurrent(read: () => TestSpace | undefined): TestSpace {
  return new Proxy({} as TestSpace, {
    get(_, key) {
      const space = read();
      if (space) return Reflect.get(space, key);
      // Whoever prints or awaits the object outside a test shall not stumble.
      if (typeof key === "symbol" || key === "then" || key === "toJSON") return undefined;
      throw new Error(
        `stuntface.${key} was asked for outside of a test; every test has a space of its own, also in beforeEach and afterEach.`,
      );
    },
  });
}

function readGlobals(): JestGlobals {
  const found = globalThis as unknown as Partial<JestGlobals>;
  if (typeof found.beforeAll !== "function")
    throw new Error("call useStuntface() in a test file of Jest, with injectGlobals as it is by default.");
  return found as JestGlobals;
}
