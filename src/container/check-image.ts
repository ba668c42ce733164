import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { CheckParts } from "./check-parts.ts";
import type { Finding, LaidOutImage } from "./inspect-image.ts";
import type { Mount } from "./namespaces.ts";
import { type ContainerSetup, type RunningContainer, startContainer } from "./running-container.ts";

/** A user that is in no passwd file. */
const stranger = "12345:12345";
const mostMs = 1000;

/** Serves as a user in no passwd file, from a read-only tree, without HOME, with scenarios mounted; ends by SIGTERM. */
export async function checkServing(
  image: LaidOutImage,
  { port, photo, scenarios }: CheckParts,
): Promise<Finding[]> {
  const mounts = [{ source: scenarios, target: "/scenarios", isReadOnly: true }];
  const setup = toSetup(image, { user: stranger, mounts, env: { STUNTFACE_PORT: String(port) } });
  const server = startContainer(setup);
  const healthy = await waitForHealth(image, setup, server);
  const findings = [healthy];
  if (healthy.isOk) {
    const { status, score } = await check(port, photo, {});
    findings.push(
      await tryWriting(setup),
      { isOk: status === "Approved", text: `a photo with a face: ${status}, score ${score}` },
      await check(port, photo, { vendor_data: "mounted" }).then((forced) => ({
        isOk: forced.status === "Declined",
        text: `a scenario in the folder mounted at /scenarios decides: ${forced.status}`,
      })),
    );
  }
  const { code, durationMs, stderr } = await server.stop("SIGTERM");
  return [
    ...findings,
    {
      isOk: code === 0 && durationMs < mostMs,
      text: `SIGTERM ends it in ${durationMs.toFixed(0)} ms with code ${code}`,
    },
    { isOk: stderr === "", text: `nothing on standard error ${stderr}`.trim() },
  ];
}

/** Serves as the image's own user with nothing mounted but a place for data; SIGINT ends it while it still loads. */
export async function checkInterrupted(
  image: LaidOutImage,
  { port }: Pick<CheckParts, "port">,
): Promise<Finding[]> {
  const mounts = [{ source: "tmpfs", target: "/data", isReadOnly: false }];
  const env = {
    STUNTFACE_PORT: String(port),
    STUNTFACE_DATA: "/data/stuntface.db",
    STUNTFACE_TLS: "true",
    STUNTFACE_LOG: "json",
  };
  const server = startContainer(toSetup(image, { user: image.settings.user, mounts, env }));
  const isListening = await waitUntil(() => server.written().stdout.includes('"listening"'), server);
  const { code, durationMs, stdout, stderr } = await server.stop("SIGINT");
  return [
    {
      isOk: isListening,
      text: `with an empty /scenarios, data and TLS in /data it listens and logs JSON ${stderr}`.trim(),
    },
    { isOk: stdout.trim().split("\n").every(isJson), text: "every line of its log is JSON" },
    {
      isOk: code === 0 && durationMs < mostMs,
      text: `SIGINT while it loads ends it in ${durationMs.toFixed(0)} ms with code ${code}`,
    },
  ];
}

/**
 * Signals from the first moment on, until one is heard: the kernel keeps them from a first process that has no handler
 * yet, Node's own handler raises them again without effect, and the program's own runs when its modules are loaded.
 */
export async function checkEarlySignal(
  image: LaidOutImage,
  { port }: Pick<CheckParts, "port">,
): Promise<Finding[]> {
  const server = startContainer(
    toSetup(image, { user: stranger, mounts: [], env: { STUNTFACE_PORT: String(port) } }),
  );
  const { code, durationMs, stdout } = await server.stop("SIGTERM", 50);
  return [
    {
      isOk: (code === 143 || code === 0) && !/^Ready\.$/m.test(stdout),
      text: `SIGTERM from its first moment on ends it ${durationMs.toFixed(0)} ms after the start, before it is ready, with code ${code}`,
    },
  ];
}

type Changes = {
  readonly user: string;
  readonly mounts: readonly Mount[];
  readonly env: Readonly<Record<string, string>>;
};

function toSetup({ root, workdir, env, settings }: LaidOutImage, changes: Changes): ContainerSetup {
  const argv = [...settings.entrypoint, ...settings.command];
  return { root, workdir, isReadOnly: true, argv, ...changes, env: { ...env, ...changes.env } };
}

/** Runs the image's own health check as often as engines do while a container starts. */
async function waitForHealth(
  { settings }: LaidOutImage,
  setup: ContainerSetup,
  server: RunningContainer,
): Promise<Finding> {
  const start = performance.now();
  const durationsMs: number[] = [];
  const isHealthy = await waitUntil(async () => {
    const { code, durationMs } = await startContainer({ ...setup, argv: settings.healthcheck.argv }).ended;
    durationsMs.push(durationMs);
    return code === 0;
  }, server);
  const { stdout, stderr } = server.written();
  const times = `${((performance.now() - start) / 1000).toFixed(1)} s, by ${durationsMs.length} checks of ${Math.min(...durationsMs).toFixed(0)} ms or more`;
  return isHealthy && /^Ready\.$/m.test(stdout)
    ? { isOk: true, text: `healthy as user ${setup.user}, read-only, without HOME, after ${times}` }
    : { isOk: false, text: `not healthy as user ${setup.user} after ${times}:\n${stdout}${stderr}` };
}

async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  server: RunningContainer,
): Promise<boolean> {
  let isOver = false;
  void server.ended.then(() => {
    isOver = true;
  });
  for (let tries = 0; tries < 240 && !isOver; tries++) {
    if (await isTrue()) return true;
    await sleep(250);
  }
  return false;
}

/** Tries to write where programs like to; a tree that can be written to would prove nothing. */
async function tryWriting(setup: ContainerSetup): Promise<Finding> {
  const script = `
    const { writeFileSync } = require("node:fs");
    const write = (path) => { try { writeFileSync(path, ""); return path; } catch { return []; } };
    console.log(["/x", "/app/x", "/tmp/x", "/scenarios/x", "/data/x", "/home/nonroot/x"].flatMap(write).join(" "));`;
  const [node = ""] = setup.argv;
  const { code, stdout, stderr } = await startContainer({ ...setup, argv: [node, "-e", script] }).ended;
  const isOk = code === 0 && stdout === "\n";
  return { isOk, text: isOk ? "nothing in the tree can be written" : `written: ${stdout}${stderr}` };
}

async function check(port: number, photo: Uint8Array, fields: Readonly<Record<string, string>>) {
  const form = new FormData();
  form.append("user_image", new Blob([new Uint8Array(photo)]), "selfie.jpg");
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const url = `http://127.0.0.1:${port}/v3/passive-liveness/`;
  const response = await fetch(url, { method: "POST", headers: { "x-api-key": "any" }, body: form });
  const { liveness } = (await response.json()) as { liveness?: { status: string; score: number } };
  return liveness ?? { status: `HTTP ${response.status}`, score: 0 };
}

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}
