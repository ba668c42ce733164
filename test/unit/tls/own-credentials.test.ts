import { createPrivateKey, X509Certificate } from "node:crypto";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadOwnCredentials } from "../../../src/tls/own-credentials.ts";
import { createCertificates } from "../../helpers/certificates.ts";
import { createDirectory } from "../../helpers/directories.ts";

const now = Date.now();
const own = await createCertificates();
const other = await createCertificates();
const chain = `${own.certificate}${own.authority}`;

function load(certificate: string | Uint8Array, key: string | Uint8Array, time = now) {
  const directory = createDirectory({ "c.pem": certificate, "k.pem": key });
  return loadOwnCredentials(join(directory, "c.pem"), join(directory, "k.pem"), time);
}

test("a certificate and its key are taken as they are; the CA is known when the chain ends with it", async () => {
  expect(await load(own.certificate, own.key)).toEqual({
    certificate: own.certificate,
    key: own.key,
    authority: undefined,
    isOwn: true,
    notices: [],
  });
  expect((await load(`# a note\r\n${chain}`, own.key)).authority).toBe(own.authority);
  expect((await load(own.authority, own.authorityKey)).authority).toBe(own.authority);
});

test("a certificate that has ended is served with a notice, because a test may want one", async () => {
  const { notices } = await load(own.certificate, own.key, now + 400 * 24 * 60 * 60 * 1000);
  expect(notices).toEqual([
    expect.stringMatching(/^--tls-cert .*c\.pem ended on .* GMT; clients will refuse it\.$/),
  ]);
});

const encrypted = createPrivateKey(own.key).export({
  type: "pkcs8",
  format: "pem",
  cipher: "aes-256-cbc",
  passphrase: "x",
});

test.each([
  [
    "swapped files",
    own.key,
    own.certificate,
    /holds a private key and no certificate; are --tls-cert and --tls-key swapped\?$/,
  ],
  [
    "DER",
    new X509Certificate(own.certificate).raw,
    own.key,
    /holds no certificate in PEM.*openssl x509 -inform der/,
  ],
  ["an empty certificate", "", own.key, /holds no certificate in PEM/],
  ["a damaged certificate", own.certificate.replace(/\n.{40}/, "\n"), own.key, /certificate 1 is damaged/],
  ["a key of another", own.certificate, other.key, /k\.pem is not the key of the certificate in .*c\.pem\.$/],
  [
    "the CA first",
    `${own.authority}${own.certificate}`,
    own.key,
    /certificate 2 did not issue certificate 1\. Put the server's certificate first/,
  ],
  ["the key of the CA", chain, own.authorityKey, /belongs to certificate 2 of .*; put that one first\.$/],
  [
    "a stranger in the chain",
    `${own.certificate}${other.authority}`,
    own.key,
    /certificate 2 did not issue certificate 1/,
  ],
  [
    "an encrypted key",
    own.certificate,
    String(encrypted),
    /is encrypted, and the server asks for no password\. Decrypt it: openssl pkey -in/,
  ],
  ["a key that is none", own.certificate, "secret", /holds no private key in PEM/],
  ["a damaged key", own.certificate, own.key.replace(/\n.{40}/, "\n"), /--tls-key .*k\.pem is damaged/],
])("%s: refused, with what is wrong", async (_name, certificate, key, message) => {
  await expect(load(certificate, key)).rejects.toThrow(message);
});

test("files that are not there are named", async () => {
  await expect(loadOwnCredentials("/nowhere/c.pem", "/nowhere/k.pem", now)).rejects.toThrow(
    /^cannot read --tls-cert \/nowhere\/c\.pem: ENOENT/,
  );
});
