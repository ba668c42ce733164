import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { countDaysLeft } from "./authority.ts";
import type { Credentials } from "./credentials.ts";
import { TlsError } from "./tls-error.ts";

/** A certificate and a key of the user, checked; throws TlsError that says what is wrong with them. */
export async function loadOwnCredentials(
  certificateFile: string,
  keyFile: string,
  now: number,
): Promise<Credentials> {
  const certificate = await read("--tls-cert", certificateFile);
  const key = await read("--tls-key", keyFile);
  const chain = toChain(certificateFile, certificate);
  checkKey(chain, toKey(keyFile, key), certificateFile, keyFile);
  const [first, last] = [chain[0], chain.at(-1)];
  // A certificate that signs itself is what clients trust, whether it is the only one or the end of the chain.
  const root = last?.checkIssued(last) && last.verify(last.publicKey) ? last.toString() : undefined;
  // An ended certificate is served all the same: a client's test may want one.
  const hasEnded = first && countDaysLeft(first, now) <= 0;
  const notices = hasEnded
    ? [`--tls-cert ${certificateFile} ended on ${first.validTo}; clients will refuse it.`]
    : [];
  return { certificate, key, authority: root, isOwn: true, notices };
}

async function read(flag: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new TlsError(`cannot read ${flag} ${file}: ${(error as Error).message}.`);
  }
}

/** The certificates of the file, each issued by the one after it. */
function toChain(file: string, text: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
  if (!blocks)
    throw new TlsError(
      /PRIVATE KEY-----/.test(text)
        ? `--tls-cert ${file} holds a private key and no certificate; are --tls-cert and --tls-key swapped?`
        : `--tls-cert ${file} holds no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----. From DER: openssl x509 -inform der -in ${file} -out cert.pem; from PKCS #12: openssl pkcs12 -in ${file} -nodes -out both.pem, which serves as --tls-cert and --tls-key.`,
    );
  const chain = blocks.map((block, index) => {
    try {
      return new X509Certificate(block);
    } catch (error) {
      throw new TlsError(
        `--tls-cert ${file}: certificate ${index + 1} is damaged (${(error as Error).message}).`,
      );
    }
  });
  for (const [index, certificate] of chain.entries()) {
    const next = chain[index + 1];
    if (next && !certificate.checkIssued(next))
      throw new TlsError(
        `--tls-cert ${file}: certificate ${index + 2} did not issue certificate ${index + 1}. Put the server's certificate first, then the one that issued it, and so on.`,
      );
  }
  return chain;
}

function toKey(file: string, text: string): KeyObject {
  if (/ENCRYPTED/.test(text))
    throw new TlsError(
      `--tls-key ${file} is encrypted, and the server asks for no password. Decrypt it: openssl pkey -in ${file} -out key.pem`,
    );
  if (!/PRIVATE KEY-----/.test(text))
    throw new TlsError(
      `--tls-key ${file} holds no private key in PEM, which begins with -----BEGIN PRIVATE KEY-----. From DER: openssl pkey -inform der -in ${file} -out key.pem`,
    );
  try {
    return createPrivateKey(text);
  } catch (error) {
    throw new TlsError(`--tls-key ${file} is damaged (${(error as Error).message}).`);
  }
}

function checkKey(
  chain: readonly X509Certificate[],
  key: KeyObject,
  certificateFile: string,
  keyFile: string,
): void {
  const place = chain.findIndex((certificate) => certificate.checkPrivateKey(key));
  if (place === 0) return;
  throw new TlsError(
    place > 0
      ? `--tls-key ${keyFile} belongs to certificate ${place + 1} of ${certificateFile}; put that one first.`
      : `--tls-key ${keyFile} is not the key of the certificate in ${certificateFile}.`,
  );
}
