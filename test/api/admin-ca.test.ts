import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { createCertificates } from "../helpers/certificates.ts";
import { createDirectory } from "../helpers/directories.ts";
import { askAdmin } from "../helpers/live-server.ts";
import { startTestServer } from "../helpers/server.ts";
import { fetchTls, startTlsServer } from "../helpers/tls-server.ts";

test("the CA is there over HTTP and HTTPS, for everybody, and trusts the server under each of its names", async () => {
  const server = await startTlsServer({ options: { admin: { token: "long-enough" }, tlsNames: ["a.test"] } });
  const response = await fetch(`${server.plainUrl}/__admin/ca.pem`, {
    headers: { origin: "http://page.test" },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/pem-certificate-chain");
  const ca = await response.text();
  expect(new X509Certificate(ca).ca).toBe(true);
  expect(ca).toBe(server.ca);
  for (const name of [
    "localhost",
    "verification.didit.me",
    "apx.didit.me",
    "api.apptenticate.com",
    "a.test",
  ]) {
    const answer = await fetchTls(server.port, "/__admin/ca.pem", { ca, servername: name });
    expect([name, answer.status, answer.text]).toEqual([name, 200, ca]);
  }
  // An address is checked too, and no name is sent for it.
  expect((await fetchTls(server.port, "/livez", { ca })).status).toBe(200);
  expect((await askAdmin(server.plainUrl, "health")).status).toBe(401);
});

test("with an admin port of its own the CA is on both ports, and nothing else of it on the API's", async () => {
  const server = await startTlsServer({ options: { admin: { port: 0 } } });
  for (const url of [server.plainUrl, server.plainAdminUrl])
    expect(await (await fetch(`${url}/__admin/ca.pem`)).text()).toBe(server.ca);
  expect((await fetch(`${server.plainUrl}/__admin/health`)).status).toBe(404);
});

test("without HTTPS there is no CA, and the error says how to get one", async () => {
  const server = await startTestServer({ admin: { port: 0 } });
  expect([server.ca, server.plainUrl, server.plainAdminUrl]).toEqual([null, server.url, server.adminUrl]);
  for (const url of [server.url, server.adminUrl])
    expect(await askAdmin(url, "ca.pem")).toEqual({
      status: 404,
      body: { error: "this server speaks no HTTPS, so there is no CA to trust; start it with --tls." },
    });
});

test("of a certificate of the user's own the CA is known when its file has it", async () => {
  const { certificate, authority, key } = await createCertificates();
  const directory = createDirectory({
    "c.pem": certificate,
    "chain.pem": certificate + authority,
    "k.pem": key,
  });
  const start = (file: string) =>
    startTlsServer({ options: { tlsCert: `${directory}/${file}`, tlsKey: `${directory}/k.pem` } });
  const [alone, whole] = [await start("c.pem"), await start("chain.pem")];
  expect(alone.ca).toBeNull();
  expect(await askAdmin(alone.plainUrl, "ca.pem")).toEqual({
    status: 404,
    body: { error: expect.stringContaining("trust the CA that issued it.") },
  });
  expect(await (await fetch(`${whole.plainUrl}/__admin/ca.pem`)).text()).toBe(authority);
  for (const { port } of [alone, whole])
    expect((await fetchTls(port, "/livez", { ca: authority, servername: "localhost" })).status).toBe(200);
});

test("a restart keeps the CA beside the data, and in a directory of its own", async () => {
  for (const options of [{ data: `${createDirectory()}/state.db` }, { tlsDirectory: createDirectory() }]) {
    const first = await startTlsServer({ options });
    await first.close();
    const second = await startTlsServer({ options: { ...options, tlsNames: ["later.test"] } });
    const { status } = await fetchTls(second.port, "/livez", {
      ca: first.ca ?? "",
      servername: "later.test",
    });
    expect([status, second.ca]).toEqual([200, first.ca]);
    expect(second.notices).toEqual([]);
  }
});

test("wrong settings of HTTPS start nothing", async () => {
  await expect(startTestServer({ tlsCert: "c.pem", tlsKey: "k.pem" })).rejects.toThrow("without --tls");
  await expect(startTestServer({ tls: true, tlsNames: ["a:1"] })).rejects.toThrow(
    '--tls-names: "a:1" is neither',
  );
});
