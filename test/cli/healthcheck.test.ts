import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { runCli, startServe } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";
import { startVendor } from "../helpers/vendor.ts";

test("a ready server ends with 0", async () => {
  const { url, requests } = await startVendor({ "/readyz": { body: '{"status":"ready"}' } });
  expect(await runCli(["healthcheck", "--url", `${url}/`])).toEqual({
    code: 0,
    stdout: '{"status":"ready"}\n',
    stderr: "",
  });
  expect(requests).toMatchObject([{ method: "GET", path: "/readyz" }]);
});

test("a server that still loads ends with 1", async () => {
  const { url } = await startVendor({ "/readyz": { status: 503, body: '{"status":"loading"}' } });
  expect(await runCli(["healthcheck", "--url", url])).toMatchObject({
    code: 1,
    stdout: '{"status":"loading"}\n',
  });
});

test("a server that is not there ends with 1 and one line", async () => {
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const { port } = gone.address() as AddressInfo;
  gone.close();
  await once(gone, "close");
  const { code, stdout, stderr } = await runCli(["healthcheck"], { env: { STUNTFACE_PORT: String(port) } });
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^stuntface: no answer from http:\/\/127\.0\.0\.1:\d+: .*\n$/);
});

test("it asks where the settings say: variables, a file, and not where a cluster has a service of its name", async () => {
  const { url } = await startVendor({ "/readyz": { body: '{"status":"ready"}' } });
  const { port } = new URL(url);
  const setups = [
    { env: { STUNTFACE_HOST: "0.0.0.0", STUNTFACE_PORT: port } },
    { cwd: createDirectory({ "stuntface.yaml": `port: ${port}\n` }) },
    { env: { STUNTFACE_CONFIG: `${createDirectory({ "own.yaml": `port: ${port}\n` })}/own.yaml` } },
    {
      env: { STUNTFACE_PORT: "tcp://10.0.0.7:4090" },
      cwd: createDirectory({ "stuntface.yaml": `port: ${port}\n` }),
    },
  ];
  for (const setup of setups) expect((await runCli(["healthcheck"], setup)).code).toBe(0);
});

test("a server that also speaks TLS is asked all the same", async () => {
  const { url } = await startServe([], { env: { STUNTFACE_TLS: "true" } });
  const env = { STUNTFACE_TLS: "true", STUNTFACE_PORT: new URL(url).port };
  await expect.poll(async () => (await runCli(["healthcheck"], { env })).code, { timeout: 15_000 }).toBe(0);
});
