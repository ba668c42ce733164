import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli, startServe } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";
import { createJpeg } from "../helpers/images.ts";
import { startTlsServer } from "../helpers/tls-server.ts";

test("serve --tls says both addresses and how to trust it, and ends on a signal", async () => {
  const directory = createDirectory();
  const running = await startServe(["--tls", "--tls-directory", join(directory, "tls")]);
  const { port } = new URL(running.url);
  const banner = await running.waitFor(/Loading the networks/);
  expect(banner).toContain(`listens on https://127.0.0.1:${port} and http://127.0.0.1:${port} (Didit`);
  expect(banner).toContain(
    `Trust its certificate:\n  curl -o ca.pem http://127.0.0.1:${port}/__admin/ca.pem\n`,
  );
  running.child.kill("SIGTERM");
  expect(await running.ended).toMatchObject({ code: 0, stderr: "" });
});

test("a server with HTTPS is found healthy over plain HTTP, and over HTTPS by who trusts it", async () => {
  const server = await startTlsServer();
  const env = { STUNTFACE_PORT: String(server.port), STUNTFACE_TLS: "true" };
  expect(await runCli(["healthcheck"], { env })).toMatchObject({ code: 0, stderr: "" });
  const directory = createDirectory({ "ca.pem": server.ca ?? "" });
  const trusting = { env: { NODE_EXTRA_CA_CERTS: join(directory, "ca.pem") } };
  expect(await runCli(["healthcheck", "--url", server.url], trusting)).toMatchObject({ code: 0, stderr: "" });
});

test("the ready line of the JSON log names both addresses", async () => {
  const running = await startServe(["--tls", "--log", "json"]);
  const [line = ""] = (await running.waitFor(/\n/)).split("\n");
  const { port } = new URL(running.url);
  expect(JSON.parse(line)).toEqual({
    event: "listening",
    url: `https://127.0.0.1:${port}`,
    plainUrl: `http://127.0.0.1:${port}`,
  });
});

test("wrong settings of HTTPS end with 2 and one line that says what to do", async () => {
  const { code, stdout, stderr } = await runCli(["serve", "--tls", "--tls-cert", "cert.pem"]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toBe("stuntface: --tls-cert needs --tls-key, the private key of the certificate.\n");
});

test("a client command says how to trust a server, and works when told so", async () => {
  const server = await startTlsServer();
  const directory = createDirectory({ "selfie.jpg": await createJpeg() });
  writeFileSync(join(directory, "ca.pem"), server.ca ?? "");
  const env = { DIDIT_API_KEY: "any" };
  const command = ["check", "selfie.jpg", "--url", `https://localhost:${server.port}`];
  const refused = await runCli(command, { cwd: directory, env });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(
    `Trust its CA: curl -o ca.pem http://localhost:${server.port}/__admin/ca.pem and set NODE_EXTRA_CA_CERTS=ca.pem.`,
  );
  const trusting = { cwd: directory, env: { ...env, NODE_EXTRA_CA_CERTS: "ca.pem" } };
  expect((await runCli(command, trusting)).stderr).toBe("");
  const [, , , url = ""] = command;
  const otherName = await runCli(
    [...command.slice(0, 3), url.replace("localhost", "[::ffff:127.0.0.1]")],
    trusting,
  );
  expect(otherName.stderr).toContain("--tls-names");
});
