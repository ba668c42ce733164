import { defineConfig } from "vitest/config";

// Networks fill both processors of a small machine, so their tests run one file after the other.
const withNetworks = { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false };

export default defineConfig({
  test: {
    reporters: ["default", ["json", { outputFile: ".reports/tests.json" }]],
    projects: [
      {
        test: {
          name: "fast",
          include: ["test/{unit,api,faults,cli,regressions}/**/*.test.ts"],
          testTimeout: 20_000,
        },
      },
      { test: { ...withNetworks, name: "engine", include: ["test/{engine,package}/**/*.test.ts"] } },
      {
        test: {
          ...withNetworks,
          name: "engine-tfjs",
          include: ["test/engine/{networks,rotation,similarity}.test.ts"],
          env: { STUNTFACE_TEST_ENGINE: "tfjs" },
        },
      },
    ],
  },
});
