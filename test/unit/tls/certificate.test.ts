import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { toServerNames } from "../../../src/tls/names.ts";
import { createCertificates } from "../../helpers/certificates.ts";

const dayMs = 24 * 60 * 60 * 1000;

function readDays({ validFrom, validTo }: X509Certificate): number {
  return (Date.parse(validTo) - Date.parse(validFrom)) / dayMs;
}

test("a certificate is for every name and address, and for no other", async () => {
  const names = toServerNames("::", [
    "*.example.test",
    "my_service",
    "10.1.2.3",
    "2001:db8::7",
    "bücher.test",
  ]);
  const certificate = new X509Certificate((await createCertificates(names)).certificate);
  const hosts = ["localhost", "verification.didit.me", "apx.didit.me", "api.apptenticate.com", "stuntface"];
  for (const host of [...hosts, "host.docker.internal", "a.example.test", "my_service", "xn--bcher-kva.test"])
    expect([host, certificate.checkHost(host)]).not.toEqual([host, undefined]);
  for (const address of ["127.0.0.1", "::1", "10.1.2.3", "2001:db8::7"])
    expect([address, certificate.checkIP(address)]).toEqual([address, expect.any(String)]);
  expect(certificate.checkHost("didit.me")).toBeUndefined();
  expect(certificate.checkHost("example.com")).toBeUndefined();
  expect(certificate.checkIP("127.0.0.2")).toBeUndefined();
});

test("a certificate lives no longer than clients of Apple's accept, and its CA ten years", async () => {
  const { authority, certificate } = await createCertificates();
  expect(readDays(new X509Certificate(certificate))).toBe(397);
  expect(readDays(new X509Certificate(authority))).toBe(3650);
});

test("a certificate is valid already for a client whose clock is a little behind", async () => {
  const now = Date.UTC(2030, 0, 1, 12);
  const certificate = new X509Certificate((await createCertificates(undefined, now)).certificate);
  expect(Date.parse(certificate.validFrom)).toBe(now - dayMs);
});

test("a certificate ends with its CA, and times after 2049 are written too", async () => {
  const now = Date.UTC(2049, 11, 31);
  const { authority } = await createCertificates(undefined, now);
  expect(Date.parse(new X509Certificate(authority).validTo)).toBe(now + 3649 * dayMs);
});

test("a CA certifies nothing but TLS servers, and names differ from CA to CA", async () => {
  const [first, second] = [await createCertificates(), await createCertificates()];
  const [ca, other, leaf] = [first.authority, second.authority, first.certificate].map(
    (text) => new X509Certificate(text),
  );
  expect([ca?.ca, leaf?.ca]).toEqual([true, false]);
  expect([ca?.keyUsage, leaf?.keyUsage]).toEqual([["1.3.6.1.5.5.7.3.1"], ["1.3.6.1.5.5.7.3.1"]]);
  expect(ca?.subject).not.toBe(other?.subject);
  expect(new Set([ca?.serialNumber, other?.serialNumber, leaf?.serialNumber]).size).toBe(3);
  expect(leaf?.issuer).toBe(ca?.subject);
  expect(leaf?.verify(ca?.publicKey as never)).toBe(true);
});
