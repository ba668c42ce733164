import { expect, test } from "vitest";
import { toServerOptions, toTestSettings } from "../../../src/runners/test-options.ts";
import { mergeSettings } from "../../../src/runners/test-space.ts";
import { useServer } from "../../../src/runners/use-server.ts";

const startNothing = () => Promise.reject(new Error("nothing is started"));

test("options are divided into those of a server and those of a space", () => {
  const options = { seed: "x", didit: { credits: 3 }, verify: false, url: "http://a", token: "long-token" };
  expect(toServerOptions(options)).toEqual({ seed: "x" });
  expect(toTestSettings(options)).toEqual({ didit: { credits: 3 }, verify: false });
});

test("the settings of one test lie over those of all, vendor by vendor", () => {
  const all = { didit: { contract: "2026-06", credits: 3 }, verify: false } as const;
  expect(mergeSettings(all, { didit: { credits: 1 }, apptenticate: { language: "en" } })).toEqual({
    didit: { contract: "2026-06", credits: 1 },
    apptenticate: { language: "en" },
    verify: false,
  });
});

test("a server that runs already is taken, and nothing is started", async () => {
  const server = await useServer({ url: "http://127.0.0.1:1/", didit: { credits: 3 } }, startNothing);
  expect(server.url).toBe("http://127.0.0.1:1");
  await server.close();
});

test("what a running server cannot be given is refused", async () => {
  await expect(useServer({ url: "http://127.0.0.1:1", seed: "x" }, startNothing)).rejects.toThrow(
    'the server at http://127.0.0.1:1 runs already and cannot be given "seed"',
  );
});
