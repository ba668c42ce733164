import { X509Certificate } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepCredentials } from "../../../src/tls/kept-credentials.ts";
import { createCertificates } from "../../helpers/certificates.ts";
import { createDirectory } from "../../helpers/directories.ts";

const dayMs = 24 * 60 * 60 * 1000;
const names = ["localhost", "127.0.0.1"];
const now = Date.now();

function readAll(directory: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory).map((file) => [file, readFileSync(join(directory, file), "utf8")]),
  );
}

test("a CA and a certificate are made once, keys for the owner's eyes only, and nothing else is left behind", async () => {
  const directory = join(createDirectory(), "new", "tls");
  const first = await keepCredentials(directory, names, now);
  const files = readAll(directory);
  expect(Object.keys(files).sort()).toEqual(["ca-key.pem", "ca.pem", "cert.pem", "key.pem"]);
  expect(first).toEqual({
    authority: files["ca.pem"],
    certificate: files["cert.pem"],
    key: files["key.pem"],
    isOwn: false,
    notices: [],
  });
  const modes = ["ca-key.pem", "key.pem"].map((file) => statSync(join(directory, file)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600]);
  expect(await keepCredentials(directory, names, now + 300 * dayMs)).toEqual(first);
  expect(readAll(directory)).toEqual(files);
});

test("20 starts at once in an empty directory agree on one CA and one key", async () => {
  const directory = createDirectory();
  const all = await Promise.all(Array.from({ length: 20 }, () => keepCredentials(directory, names, now)));
  expect(new Set(all.map(({ authority }) => authority)).size).toBe(1);
  expect(new Set(all.map(({ key }) => key)).size).toBe(1);
  const { authority, certificate } = await keepCredentials(directory, names, now);
  for (const given of [...all.map((one) => one.certificate), certificate])
    expect(new X509Certificate(given).checkIssued(new X509Certificate(authority ?? ""))).toBe(true);
  expect(readdirSync(directory)).toHaveLength(4);
});

test.each([
  { reason: "another name is wanted", more: ["other.test"], days: 0 },
  { reason: "less than 30 days are left", more: [], days: 367 },
  { reason: "it has ended", more: [], days: 400 },
])("when $reason, the certificate is made anew and the CA stays", async ({ more, days }) => {
  const directory = createDirectory();
  const first = await keepCredentials(directory, names, now);
  const second = await keepCredentials(directory, [...names, ...more], now + days * dayMs);
  expect(second.certificate).not.toBe(first.certificate);
  expect([second.authority, second.key]).toEqual([first.authority, first.key]);
  expect(readAll(directory)["cert.pem"]).toBe(second.certificate);
  const [leaf, ca] = [new X509Certificate(second.certificate), new X509Certificate(first.authority ?? "")];
  expect(leaf.verify(ca.publicKey)).toBe(true);
  expect(Date.parse(leaf.validTo)).toBeGreaterThan(now + (days + 390) * dayMs);
});

test("a start that was killed between two files is completed by the next", async () => {
  for (const lost of [
    ["ca.pem", "cert.pem", "key.pem"],
    ["cert.pem", "key.pem"],
    ["cert.pem"],
    ["key.pem"],
  ]) {
    const directory = createDirectory();
    await keepCredentials(directory, names, now);
    const before = readAll(directory);
    for (const file of lost) rmSync(join(directory, file));
    await keepCredentials(directory, names, now);
    const after = readAll(directory);
    expect(Object.keys(after)).toHaveLength(4);
    expect(after["ca-key.pem"]).toBe(before["ca-key.pem"]);
  }
});

test("without the CA's key a certificate that fits is used, and one that does not is explained", async () => {
  const directory = createDirectory();
  const first = await keepCredentials(directory, names, now);
  rmSync(join(directory, "ca-key.pem"));
  expect(await keepCredentials(directory, names, now)).toEqual(first);
  await expect(keepCredentials(directory, [...names, "other.test"], now)).rejects.toThrow(
    /cert\.pem is not for other\.test, and without ca-key\.pem no other can be made\. Put ca-key\.pem back, or/,
  );
});

test("a CA that ends soon is announced, and one that has ended is an error that says what to do", async () => {
  const directory = createDirectory();
  await keepCredentials(directory, names, now);
  const { notices } = await keepCredentials(directory, names, now + 3630 * dayMs);
  expect(notices).toEqual([
    expect.stringMatching(/^the CA .*ca\.pem ends on .*Remove the \.pem files beside it soon/),
  ]);
  await expect(keepCredentials(directory, names, now + 3650 * dayMs)).rejects.toThrow(
    /^the CA .*ca\.pem ended on .*Remove the \.pem files beside it/,
  );
});

const own = await createCertificates();
const other = await createCertificates();
const foreignCa = readFileSync(new URL("../../fixtures/foreign-ca.pem", import.meta.url), "utf8");

test.each([
  [
    "a certificate of the user",
    { "cert.pem": own.certificate, "key.pem": own.key },
    /has cert\.pem or key\.pem but no ca\.pem.*--tls-cert/,
  ],
  ["a CA of somebody else", { "ca.pem": foreignCa }, /ca\.pem was not made by this program .*stays as it is/],
  [
    "a certificate of another CA",
    {
      "ca.pem": own.authority,
      "ca-key.pem": own.authorityKey,
      "cert.pem": other.certificate,
      "key.pem": other.key,
    },
    /cert\.pem was not issued by the ca\.pem beside it and stays as it is/,
  ],
  [
    "the key of another CA",
    { "ca.pem": own.authority, "ca-key.pem": other.authorityKey },
    /ca-key\.pem is not the key of .*ca\.pem/,
  ],
  [
    "a damaged CA",
    { "ca.pem": own.authority.slice(0, 200), "ca-key.pem": own.authorityKey },
    /ca\.pem is no readable certificate .*Put back a good copy/,
  ],
  ["an empty key", { "ca.pem": own.authority, "ca-key.pem": "" }, /ca-key\.pem is no readable private key/],
  [
    "a damaged certificate",
    { "ca.pem": own.authority, "ca-key.pem": own.authorityKey, "cert.pem": "x", "key.pem": own.key },
    /cert\.pem is no readable certificate/,
  ],
])("%s is explained and left as it is", async (_name, files, message) => {
  const directory = createDirectory(files);
  await expect(keepCredentials(directory, names, now)).rejects.toThrow(message);
  expect(readAll(directory)).toEqual(files);
});

// Root may write everywhere.
test.skipIf(process.getuid?.() === 0)(
  "a CA in a read-only directory certifies any name, in memory",
  async () => {
    const directory = createDirectory({ "ca.pem": own.authority, "ca-key.pem": own.authorityKey });
    chmodSync(directory, 0o500);
    const { authority, certificate } = await keepCredentials(directory, [...names, "other.test"], now);
    chmodSync(directory, 0o700);
    expect(authority).toBe(own.authority);
    expect(new X509Certificate(certificate).checkHost("other.test")).toBe("other.test");
    expect(readdirSync(directory)).toHaveLength(2);
  },
);

test.skipIf(process.platform !== "linux")("a directory that cannot be made is explained", async () => {
  await expect(keepCredentials("/sys/stuntface-tls", names, now)).rejects.toThrow(
    /^cannot keep a CA in .*writable/,
  );
});

test("a path that runs through a file is explained", async () => {
  const directory = createDirectory({ file: "" });
  await expect(keepCredentials(join(directory, "file"), names, now)).rejects.toThrow(/cannot read .*ENOTDIR/);
});
