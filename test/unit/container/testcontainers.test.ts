import type { StartedTestContainer } from "testcontainers";
import { expect, test } from "vitest";
import { StartedStuntfaceContainer, StuntfaceContainer } from "../../../src/testcontainers.ts";
import { startLiveServer } from "../../helpers/live-server.ts";

/** Shows what the container would be created with; no engine runs here. */
class Shown extends StuntfaceContainer {
  read() {
    const { imageName, environment, exposedPorts, waitStrategy, startupTimeoutMs } = this;
    const { directoriesToCopy, contentsToCopy } = this;
    const image = imageName.string;
    return {
      image,
      environment,
      exposedPorts,
      waitStrategy,
      startupTimeoutMs,
      directoriesToCopy,
      contentsToCopy,
    };
  }
}

test("a container exposes the port and has started when the networks are loaded", () => {
  expect(new Shown().read()).toMatchObject({
    image: "stuntface:latest",
    environment: {},
    exposedPorts: [4090],
    waitStrategy: { path: "/readyz", port: 4090 },
    startupTimeoutMs: 60_000,
  });
  expect(new Shown("registry.example/stuntface:1").read().image).toBe("registry.example/stuntface:1");
});

test("options become variables, one call after the other", () => {
  const container = new Shown()
    .withOptions({ didit: { contract: "2026-06" }, strict: true })
    .withOptions({ strict: false, log: "json" });
  expect(container.read().environment).toEqual({
    STUNTFACE_DIDIT_CONTRACT: "2026-06",
    STUNTFACE_STRICT: "false",
    STUNTFACE_LOG: "json",
  });
});

test("scenarios are copied from a directory or given as texts", () => {
  const fromDirectory = new Shown().withScenarios("./scenarios").read();
  expect(fromDirectory.directoriesToCopy).toEqual([
    { source: "./scenarios", target: "/scenarios", mode: 0o755 },
  ]);
  expect(fromDirectory.environment).toEqual({ STUNTFACE_SCENARIOS: "/scenarios" });
  const content = "id: own\noutcome: real\n";
  expect(new Shown().withScenarios({ "own.yaml": content }).read().contentsToCopy).toEqual([
    { content, target: "/scenarios/own.yaml" },
  ]);
});

test("a started container has the address of its mapped port and an admin client with its token", async () => {
  const token = "a-long-token";
  const { port } = await startLiveServer({ options: { admin: { token } } });
  const started = {
    getHost: () => "127.0.0.1",
    getMappedPort: () => port,
  } as unknown as StartedTestContainer;
  const container = new StartedStuntfaceContainer(started, token);
  expect(container.url).toBe(`http://127.0.0.1:${port}`);
  expect((await container.admin.space("tc")).url).toBe(`${container.url}/~tc`);
});
