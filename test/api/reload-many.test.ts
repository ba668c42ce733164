import { monitorEventLoopDelay } from "node:perf_hooks";
import { expect, test } from "vitest";
import { askAdmin } from "../helpers/live-server.ts";
import { createManyFiles } from "../helpers/many-files.ts";
import { startReloading } from "../helpers/reloading.ts";

const count = 1_000;
/** Reading so many takes half a second on an idle machine. */
const timeoutMs = 60_000;

test(`calls are answered while ${count} changed files are read`, { timeout: timeoutMs }, async () => {
  const { url, write, call } = await startReloading(createManyFiles(count));
  for (const [path, text] of Object.entries(createManyFiles(count, "unavailable"))) write(path, text);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startMs = performance.now();
  let reloadMs = 0;
  const reloaded = askAdmin(url, "reload", "").then((answer) => {
    reloadMs = performance.now() - startMs;
    return answer;
  });
  const calls: string[] = [];
  while (reloadMs === 0) calls.push(await call());
  delay.disable();
  expect((await reloaded).body).toMatchObject({ scenarios: count, problems: [] });
  // Read on the event loop, the files would hold up all calls but the first for nearly the whole time.
  expect(calls.length).toBeGreaterThan(5);
  expect(delay.max / 1e6).toBeLessThan(reloadMs / 2);
});

test(`a file among ${count} that changes is read without being asked for`, {
  timeout: timeoutMs,
}, async () => {
  const { write, call } = await startReloading(createManyFiles(count));
  write("case-0.yaml", "when: { vendor_data: somebody }\noutcome: { error: unavailable }\n");
  await expect.poll(() => call({ vendor_data: "somebody" }), { timeout: 30_000 }).toBe("case-0#1/1 503");
});
