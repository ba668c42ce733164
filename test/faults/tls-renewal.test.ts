import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { toOptions } from "../../src/option-leaves.ts";
import type { PartialOptions } from "../../src/options.ts";
import { startTlsFront } from "../../src/tls/tls-front.ts";
import { createCertificates } from "../helpers/certificates.ts";
import { createDirectory } from "../helpers/directories.ts";

const hourMs = 60 * 60 * 1000;

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

async function startFront(options: PartialOptions) {
  const notices: string[] = [];
  const front = await startTlsFront(toOptions({ tls: true, ...options }), (text) => notices.push(text));
  const server = front.createServer(() => {}, { keepAliveTimeout: 1_000, requestTimeout: 0 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    front.close();
    server.closeAllConnections();
    server.close();
  });
  /** The fingerprint of the certificate that the next client gets. */
  const ask = () =>
    new Promise<string>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const socket: TLSSocket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      });
      socket.on("error", reject);
    });
  return { front, notices, ask };
}

test("a server that runs for a year renews its certificate, and its CA stays", async () => {
  const { front, ask } = await startFront({ tlsDirectory: createDirectory() });
  const [ca, first] = [front.readAuthority(), await ask()];
  await vi.advanceTimersByTimeAsync(13 * hourMs);
  expect(await ask()).toBe(first);
  vi.setSystemTime(Date.now() + 370 * 24 * hourMs);
  await vi.advanceTimersByTimeAsync(13 * hourMs);
  await expect.poll(ask).not.toBe(first);
  expect(front.readAuthority()).toBe(ca);
});

test("a certificate of the user's own is read again; a bad one is told of and the old one stays", async () => {
  const [first, second] = [await createCertificates(), await createCertificates()];
  const directory = createDirectory({ "c.pem": first.certificate, "k.pem": first.key });
  const file = (name: string) => join(directory, name);
  const { notices, ask } = await startFront({ tlsCert: file("c.pem"), tlsKey: file("k.pem") });
  const before = await ask();
  writeFileSync(file("c.pem"), second.certificate);
  await vi.advanceTimersByTimeAsync(13 * hourMs);
  await expect.poll(() => notices.join()).toContain("could not be renewed: --tls-key");
  expect(await ask()).toBe(before);
  writeFileSync(file("k.pem"), second.key);
  await vi.advanceTimersByTimeAsync(13 * hourMs);
  await expect.poll(ask).not.toBe(before);
});
