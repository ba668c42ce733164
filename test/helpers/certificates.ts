import { createPrivateKey, X509Certificate } from "node:crypto";
import {
  createAuthority,
  createPrivateKey as createKey,
  createServerCertificate,
} from "../../src/tls/authority.ts";

/** A CA, a certificate of it for localhost and both keys, all PEM. */
export async function createCertificates(
  names: readonly string[] = ["localhost", "127.0.0.1"],
  now = Date.now(),
) {
  const [authorityKey, key] = await Promise.all([createKey(), createKey()]);
  const signer = createPrivateKey(authorityKey);
  const authority = await createAuthority(signer, now);
  const certificate = await createServerCertificate(
    { certificate: new X509Certificate(authority), key: signer },
    createPrivateKey(key),
    names,
    now,
  );
  return { authority, authorityKey, certificate, key };
}
