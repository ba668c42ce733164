import { defineConfig } from "vitest/config";

// One server for all files.
export default defineConfig({ test: { globalSetup: "stuntface/global-setup" } });
