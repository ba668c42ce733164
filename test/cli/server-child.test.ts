import { expect, onTestFinished, test } from "vitest";
import { connect } from "../../src/control/connect.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { startChild } from "../../src/runners/start-child.ts";

const childPath = toPackagePath("dist/runners/server-child.js");

test("a server in a process of its own takes the options and no variables, and ends when it is closed", async () => {
  process.env.STUNTFACE_DIDIT_CONTRACT = "no such edition";
  onTestFinished(() => {
    delete process.env.STUNTFACE_DIDIT_CONTRACT;
  });
  const { url, close } = await startChild(childPath, {
    engineLoad: "first-photo",
    apptenticate: { language: "en" },
  });
  expect(await connect(url).settings.read()).toMatchObject({
    didit: { contract: "2025-05" },
    apptenticate: { language: "en" },
  });
  await close();
  await close();
  await expect(fetch(`${url}/livez`)).rejects.toThrow();
});

test("a server that cannot be started says why", async () => {
  await expect(startChild(childPath, { scenarios: "/nowhere" })).rejects.toThrow(
    /^Stuntface could not be started: .*\/nowhere/,
  );
  await expect(startChild(childPath, { blocklist: 3 as unknown as string })).rejects.toThrow(
    "option blocklist",
  );
  await expect(startChild(toPackagePath("dist/nothing.js"), {})).rejects.toThrow("Cannot find module");
});
