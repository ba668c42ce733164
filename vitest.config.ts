import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Holds every answer against the OpenAPI documents.
const answers = "test/contract/setup.ts";
// Networks fill both processors of a small machine, which everything else then waits for.
const withNetworks = {
  setupFiles: [answers],
  testTimeout: 120_000,
  hookTimeout: 120_000,
};
// The commands of the pages show what real photos get.
const pagesOnNetworks = "test/docs/commands.test.ts";

export default defineConfig({
  test: {
    // One worker a processor: the default leaves one of two idle.
    maxWorkers: availableParallelism(),
    reporters: ["default", ["json", { outputFile: ".reports/tests.json" }]],
    projects: [
      {
        test: {
          name: "fast",
          // No module keeps state, so files can share a process; loading the modules anew for each took half of the time.
          isolate: false,
          include: ["test/{unit,api,faults,cli,regressions,docs}/**/*.test.ts"],
          exclude: [pagesOnNetworks],
          setupFiles: [answers],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...withNetworks,
          name: "engine",
          include: ["test/engine/**/*.test.ts", pagesOnNetworks],
        },
      },
      {
        test: {
          ...withNetworks,
          name: "package",
          include: ["test/package/**/*.test.ts"],
          globalSetup: "test/package/install.ts",
        },
      },
      {
        test: {
          ...withNetworks,
          name: "engine-tfjs",
          include: ["test/engine/networks.test.ts"],
          env: { STUNTFACE_TEST_ENGINE: "tfjs" },
        },
      },
    ],
  },
});
