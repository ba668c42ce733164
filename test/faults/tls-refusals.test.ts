import { connect as connectTcp } from "node:net";
import { expect, test } from "vitest";
import { createCertificates } from "../helpers/certificates.ts";
import { createDirectory } from "../helpers/directories.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import { fetchTls, startTlsServer } from "../helpers/tls-server.ts";

const versions = ["TLSv1.2", "TLSv1.3"] as const;
const advice = "It must trust the CA that GET /__admin/ca.pem gives, over plain HTTP on the same port";

test.each(versions)(
  "%s: clients that do not trust the CA are told of once, with what to do",
  async (version) => {
    const server = await startTlsServer();
    for (let call = 0; call < 3; call += 1)
      await expect(
        fetchTls(server.port, "/livez", {
          minVersion: version,
          maxVersion: version,
          servername: "localhost",
        }),
      ).rejects.toThrow("certificate");
    await expect.poll(() => server.notices.length).toBeGreaterThan(1);
    const [, ...refusals] = server.notices;
    expect(refusals).toEqual([expect.stringContaining("a client at 127.0.0.1 left at the TLS handshake")]);
    expect(refusals[0]).toContain(advice);
  },
);

test("an alert about the certificate is told of as what it is", async () => {
  const server = await startTlsServer();
  // An unencrypted "unknown CA" in answer to the server's part of a TLS 1.2 handshake, as OpenSSL, Go and Java send it.
  const hello = createHello();
  const socket = connectTcp({ port: server.port, host: "127.0.0.1" });
  socket.on("error", () => {});
  socket.write(hello);
  await new Promise((resolve) => socket.once("data", resolve));
  socket.write(Buffer.from([0x15, 3, 3, 0, 2, 2, 48]));
  await expect
    .poll(() => server.notices.join("\n"))
    .toContain("a client at 127.0.0.1 refused the certificate");
  expect(server.notices.join("\n")).toContain(advice);
  socket.destroy();
});

test("a client that asks for another name learns which option adds it", async () => {
  const server = await startTlsServer();
  await expect(
    fetchTls(server.port, "/livez", { ...server.trust, servername: "mock.example.test" }),
  ).rejects.toThrow("altnames");
  await expect
    .poll(() => server.notices.join("\n"))
    .toContain(
      "it asked for mock.example.test, which the certificate does not name. Start with --tls-names mock.example.test.",
    );
});

test("with a certificate of the user's own the advice fits it", async () => {
  const { certificate, key } = await createCertificates();
  const directory = createDirectory({ "c.pem": certificate, "k.pem": key });
  const server = await startTlsServer({
    options: { tlsCert: `${directory}/c.pem`, tlsKey: `${directory}/k.pem` },
  });
  await expect(fetchTls(server.port, "/livez", { servername: "localhost" })).rejects.toThrow("certificate");
  await expect
    .poll(() => server.notices.join("\n"))
    .toContain("It must trust the CA that issued --tls-cert.");
  await expect(fetchTls(server.port, "/livez", { servername: "b.test" })).rejects.toThrow("certificate");
  await expect.poll(() => server.notices.join("\n")).toContain("Give one with --tls-cert that does.");
});

test("clients that ask, that knock or that send garbage are not told of", async () => {
  const server = await startTlsServer();
  expect((await fetchTls(server.port, "/livez", server.trust)).status).toBe(200);
  await openRawClient(server.port, Buffer.from([0x16, 1, 2, 3, 4, 5])).ended;
  const socket = connectTcp({ port: server.port, host: "127.0.0.1" });
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.destroy();
  expect((await fetchTls(server.port, "/livez", server.trust)).status).toBe(200);
  expect(server.notices).toEqual([expect.stringContaining("--tls-directory DIR (or --data FILE) keeps it")]);
});

/** The smallest greeting of a TLS 1.2 client that the server goes along with. */
function createHello(): Buffer {
  const suites = Buffer.from("c02bc02cc02fc030", "hex");
  const groups = Buffer.from("000a000400020017", "hex");
  const formats = Buffer.from("000b00020100", "hex");
  const algorithms = Buffer.from("000d0006000404030804", "hex");
  const extensions = Buffer.concat([groups, formats, algorithms]);
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    Buffer.alloc(32, 7),
    Buffer.from([0, 0, suites.length]),
    suites,
    Buffer.from([1, 0, 0, extensions.length]),
    extensions,
  ]);
  const handshake = Buffer.concat([Buffer.from([1, 0, 0, body.length]), body]);
  return Buffer.concat([Buffer.from([0x16, 3, 1, 0, handshake.length]), handshake]);
}
