import type { KeyObject, X509Certificate } from "node:crypto";
import { join } from "node:path";
import { countDaysLeft, createPrivateKey, createServerCertificate, renewalDays } from "./authority.ts";
import type { Credentials } from "./credentials.ts";
import { type KeptAuthority, keepAuthority } from "./kept-authority.ts";
import { createKept, isUnwritable, readKept, replaceKept } from "./kept-file.ts";
import { toCertificate, toKey } from "./kept-parts.ts";
import { listMissingNames } from "./names.ts";
import { TlsError } from "./tls-error.ts";

/**
 * Certificate and CA of a directory, made where they are missing. The CA stays the same as long as it lasts; the certificate is made anew when it
 * lacks a name or nears its end. Servers that start at the same time agree on one CA. Throws TlsError when the files are not what they should be.
 */
export async function keepCredentials(
  directory: string,
  names: readonly string[],
  now: number,
): Promise<Credentials> {
  // In the reverse order of writing, so that whoever sees a file sees what was written before it.
  const certificate = await readKept(join(directory, "cert.pem"));
  const keyText = await readKept(join(directory, "key.pem"));
  const kept = await keepAuthority(directory, certificate !== undefined || keyText !== undefined, now);
  const key =
    keyText ??
    (await writeLeniently(
      () => createPrivateKey(),
      (text) => createKept(join(directory, "key.pem"), text, "private"),
    ));
  const keyObject = toKey(join(directory, "key.pem"), key);
  const current = certificate === undefined ? undefined : toOwnCertificate(kept, certificate);
  const authority = kept.text;
  const reason = current === undefined ? "there is no cert.pem" : whyAnew(current, keyObject, names, now);
  if (certificate !== undefined && reason === undefined)
    return { certificate, key, authority, isOwn: false, notices: listNotices(kept, now) };
  if (kept.key === undefined)
    throw new TlsError(
      `${directory}: ${reason}, and without ca-key.pem no other can be made. Put ca-key.pem back, or remove the other .pem files there: the next start makes a new CA, which clients must trust anew.`,
    );
  const signer = { certificate: kept.certificate, key: kept.key };
  const renewed = await writeLeniently(
    () => createServerCertificate(signer, keyObject, names, now),
    async (text) => {
      await replaceKept(join(directory, "cert.pem"), text, "public");
      return text;
    },
  );
  return { certificate: renewed, key, authority, isOwn: false, notices: listNotices(kept, now) };
}

/** The certificate of the file, which is only ever replaced when this CA made it. */
function toOwnCertificate(
  { directory, certificate: authority }: KeptAuthority,
  text: string,
): X509Certificate {
  const file = join(directory, "cert.pem");
  const certificate = toCertificate(file, text);
  if (certificate.checkIssued(authority) && certificate.verify(authority.publicKey)) return certificate;
  throw new TlsError(
    `${file} was not issued by the ca.pem beside it and stays as it is. Move it away, or use it with --tls-cert and --tls-key.`,
  );
}

/** Why the certificate cannot be used any longer; undefined when it can. */
function whyAnew(
  certificate: X509Certificate,
  key: KeyObject,
  names: readonly string[],
  now: number,
): string | undefined {
  const missing = listMissingNames(certificate, names);
  if (missing.length > 0) return `cert.pem is not for ${missing.join(", ")}`;
  if (!certificate.checkPrivateKey(key)) return "cert.pem is for another key than key.pem";
  return countDaysLeft(certificate, now) < renewalDays
    ? `cert.pem ends on ${certificate.validTo}`
    : undefined;
}

function listNotices({ directory, certificate: authority }: KeptAuthority, now: number): string[] {
  if (countDaysLeft(authority, now) >= renewalDays) return [];
  return [
    `the CA ${join(directory, "ca.pem")} ends on ${authority.validTo}. Remove the .pem files beside it soon: the next start makes a new CA, which clients must trust anew.`,
  ];
}

/** What was written; where nothing may be written, what would have been. */
async function writeLeniently(
  create: () => Promise<string>,
  write: (text: string) => Promise<string>,
): Promise<string> {
  const text = await create();
  try {
    return await write(text);
  } catch (error) {
    if (isUnwritable(error)) return text;
    throw error;
  }
}
