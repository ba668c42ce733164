import { generateKeyPair, type KeyObject, randomBytes, type X509Certificate } from "node:crypto";
import { promisify } from "node:util";

// The library behind certificates is loaded when one has to be made, which is rare.
const loadCertificates = () => import("./certificate.ts");

/** How many days before its end a certificate is made anew. */
export const renewalDays = 30;

/** A CA of this program: what clients trust, and the key that it certifies with. */
export type Authority = { readonly certificate: X509Certificate; readonly key: KeyObject };

const dayMs = 24 * 60 * 60 * 1000;
const authorityDays = 3650;
/** Apple's limit is 825 days for a private CA and 398 for others. */
const serverDays = 397;
/** Clients whose clock is a little behind must not find a certificate of the future. */
const backdatedDays = 1;

/** A new P-256 private key, in PEM. Every TLS 1.2 client knows the curve, and a key takes 1 ms where RSA takes hundreds. */
export async function createPrivateKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)("ec", { namedCurve: "P-256" });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** A new CA certificate for the key, in PEM, with a name that tells it from others in a list of trusted ones. */
export async function createAuthority(key: KeyObject, now: number): Promise<string> {
  const { createCertificate } = await loadCertificates();
  const name = `Stuntface CA ${randomBytes(4).toString("hex")}`;
  return createCertificate({
    subject: name,
    issuer: name,
    key,
    issuerKey: key,
    notBefore: new Date(now - backdatedDays * dayMs),
    notAfter: new Date(now + (authorityDays - backdatedDays) * dayMs),
  });
}

/** A new certificate of a server that goes by the names, in PEM; it ends no later than the CA. */
export async function createServerCertificate(
  { certificate, key: issuerKey }: Authority,
  key: KeyObject,
  names: readonly string[],
  now: number,
): Promise<string> {
  const { createCertificate } = await loadCertificates();
  const endMs = Math.min(now + (serverDays - backdatedDays) * dayMs, Date.parse(certificate.validTo));
  return createCertificate({
    subject: "localhost",
    issuer: readAuthorityName(certificate) ?? "",
    key,
    issuerKey,
    notBefore: new Date(now - backdatedDays * dayMs),
    notAfter: new Date(endMs),
    names,
  });
}

/** The common name of a CA that this program made; undefined for any other certificate. */
export function readAuthorityName({ subject, ca }: X509Certificate): string | undefined {
  return ca ? /^O=Stuntface\nCN=(Stuntface CA [0-9a-f]{8})$/.exec(subject)?.[1] : undefined;
}

/** Days until the certificate ends, not always whole; negative when it has ended. */
export function countDaysLeft({ validTo }: X509Certificate, now: number): number {
  return (Date.parse(validTo) - now) / dayMs;
}
