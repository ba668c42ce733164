import https from "node:https";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "../../src/control/connect.ts";
import { createStartServer } from "../../src/jest/create-start-server.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { startChild } from "../../src/runners/start-child.ts";
import { useServer } from "../../src/runners/use-server.ts";

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

test("the admin client of a server with HTTPS reaches it, and its CA is told", async () => {
  const options = { engineLoad: "first-photo", tls: true } as const;
  const servers = [
    await createStartServer(childPath)(options),
    await useServer(options, (given) => startChild(childPath, given)),
  ];
  for (const server of servers) {
    const { url } = await server.admin.space("ci-7");
    expect(url).toMatch(/^https:/);
    const status = new Promise((resolve, reject) => {
      const get = { ca: server.ca ?? undefined, agent: false };
      https.get(`${url}/livez`, get, (answer) => resolve(answer.resume().statusCode)).on("error", reject);
    });
    expect(await status).toBe(200);
    await server.close();
  }
});

test("a server for all test files that is to speak HTTPS is reached by tests that trust no CA of its own", async () => {
  process.env.STUNTFACE_TLS = "true";
  onTestFinished(() => {
    delete process.env.STUNTFACE_TLS;
  });
  const { default: setup } = await import(toPackagePath("dist/global-setup.js"));
  const teardown = await setup();
  const { url } = await connect(process.env.STUNTFACE_URL ?? "").space("ci-7");
  expect(url).toMatch(/^http:/);
  await teardown();
  expect(process.env.STUNTFACE_URL).toBeUndefined();
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
