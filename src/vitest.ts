import { fileURLToPath } from "node:url";
import { beforeAll, type TestAPI, test as vitestTest } from "vitest";
import { createSpareChild } from "./runners/spare-child.ts";
import { type TestOptions, type TestSettings, toTestSettings } from "./runners/test-options.ts";
import { mergeSettings, openSpace, type TestSpace } from "./runners/test-space.ts";
import { type TestServer, useServer } from "./runners/use-server.ts";

export type { TestOptions, TestServer, TestSettings, TestSpace };

/** What a test can ask for. */
export type StuntfaceFixtures = {
  /** A space of the test's own. When the test has passed, `verify()` runs and fails it with the problems. */
  stuntface: TestSpace;
  /** What `test.override({ stuntfaceSettings: … })` changes for the tests of a file or `describe`. */
  stuntfaceSettings: TestSettings;
  /** The server behind the space, the same for all tests of a file. */
  stuntfaceServer: TestServer;
};

const startTimeoutMs = 60_000;

/** Servers for the tests of one file: a process loads the program while the tests are collected. */
function createServers() {
  const childPath = fileURLToPath(new URL("./runners/server-child.js", import.meta.url));
  const { start } = createSpareChild(childPath, process.env.STUNTFACE_URL === undefined);
  let hasOwn = false;
  return {
    /** One server for all who ask, started before the tests so that it takes none of their time. */
    prepare(options: TestOptions, isOwn: boolean): PreparedServer {
      hasOwn ||= isOwn;
      let started: Promise<TestServer> | undefined;
      const read = () => {
        started ??= useServer(options, start);
        return started;
      };
      beforeAll(async () => {
        if (isOwn || !hasOwn) await read();
      }, startTimeoutMs);
      return {
        read,
        async close() {
          const ending = started;
          // Some pools keep this module for the next file, which then needs another server.
          started = undefined;
          await (await ending)?.close();
        },
      };
    },
  };
}

type PreparedServer = { readonly read: () => Promise<TestServer>; readonly close: () => Promise<void> };

const servers = createServers();

/**
 * A `test` whose tests can ask for `stuntface`. The server is the one at `options.url` or `STUNTFACE_URL`, or one of the file's own with these
 * options. `base` is a test that has fixtures already.
 */
export function createStuntfaceTest(options?: TestOptions): TestAPI<StuntfaceFixtures>;
export function createStuntfaceTest<Fixtures>(
  options: TestOptions,
  base: TestAPI<Fixtures>,
): TestAPI<Fixtures & StuntfaceFixtures>;
export function createStuntfaceTest(
  options: TestOptions = {},
  base: TestAPI = vitestTest,
): TestAPI<StuntfaceFixtures> {
  return extend(base, options, servers.prepare(options, true));
}

/** Vitest's `test` with a space of Stuntface for every test that asks for `stuntface`. */
export const test: TestAPI<StuntfaceFixtures> = extend(vitestTest, {}, servers.prepare({}, false));

function extend(base: TestAPI, options: TestOptions, server: PreparedServer): TestAPI<StuntfaceFixtures> {
  return base.extend<StuntfaceFixtures>({
    stuntfaceServer: [
      // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures are needed.
      async ({}, use) => {
        await use(await server.read());
        await server.close();
      },
      { scope: "worker" },
    ],
    stuntfaceSettings: {},
    stuntface: async ({ stuntfaceServer, stuntfaceSettings, task }, use) => {
      const settings = mergeSettings(toTestSettings(options), stuntfaceSettings);
      const { space, finish } = await openSpace(stuntfaceServer.admin, settings);
      await use(space);
      await finish(task.result?.state === "fail" || task.result?.state === "skip");
    },
  });
}
