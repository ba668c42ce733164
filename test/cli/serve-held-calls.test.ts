import { expect, test } from "vitest";
import { startServe } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import { createLivenessCheck, toRequestBytes } from "../helpers/uploads.ts";

const scenarios = `scenarios:
  - { id: hang, when: { header: { x-way: hang } }, outcome: { fault: hang } }
  - { id: late, when: { header: { x-way: late } }, outcome: { error: forbidden }, delay: 1000s }
  - { id: slow, when: { header: { x-way: slow } }, outcome: { fault: { slow: { bytes_per_s: 0.1 } } } }
`;

test("SIGTERM ends a server that holds back answers of every kind, and each call is logged once", async () => {
  const directory = createDirectory({ "all.yaml": scenarios });
  const argv = ["--scenarios", directory, "--log", "json"];
  const { url, child, ended, waitFor } = await startServe(argv);
  const port = Number(new URL(url).port);
  const upload = createLivenessCheck({ vendor_data: "stunt:error=forbidden" });
  const open = (way: string) => openRawClient(port, toRequestBytes(upload, { "x-way": way }));
  const raws = [open("late"), open("hang"), open("slow")];
  // A delayed call is logged when it ends; it came before those that have been logged.
  await waitFor(/"scenario":"hang#1\/1"/);
  await waitFor(/"scenario":"slow#1\/1"/);
  const stream = openRawClient(port, "GET /__admin/requests/stream HTTP/1.1\r\nHost: x\r\n\r\n");
  await stream.waitFor(/from now on/);
  child.kill("SIGTERM");
  const { code, stdout, stderr } = await ended;
  expect([code, stderr]).toEqual([0, ""]);
  await Promise.all([...raws, stream].map((raw) => raw.ended));
  const logged = [...stdout.matchAll(/"scenario":"(\w+)#1\/1"/g)].map(([, id]) => id);
  expect(logged.sort()).toEqual(["hang", "late", "slow"]);
});
