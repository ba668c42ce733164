import { type KeyObject, createPrivateKey as parseKey, X509Certificate } from "node:crypto";
import { TlsError } from "./tls-error.ts";

/** The certificate in the text of a kept file; throws TlsError when there is none. */
export function toCertificate(file: string, text: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch (error) {
    throw new TlsError(toDamage(file, "certificate", error));
  }
}

/** The P-256 key in the text of a kept file; throws TlsError when there is none. */
export function toKey(file: string, text: string): KeyObject {
  let key: KeyObject;
  try {
    key = parseKey(text);
  } catch (error) {
    throw new TlsError(toDamage(file, "private key", error));
  }
  if (key.asymmetricKeyDetails?.namedCurve === "prime256v1") return key;
  throw new TlsError(
    `${file} is no P-256 key, so it was not made by this program. Choose another --tls-directory.`,
  );
}

function toDamage(file: string, kind: string, error: unknown): string {
  return `${file} is no readable ${kind} (${(error as Error).message}). Put back a good copy, or remove the .pem files beside it too: the next start makes a new CA, which clients must trust anew.`;
}
