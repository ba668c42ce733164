import { createPrivateKey as parseKey, X509Certificate } from "node:crypto";
import { createAuthority, createPrivateKey, createServerCertificate } from "./authority.ts";
import { toServerNames } from "./names.ts";
import type { TlsSettings } from "./tls-settings.ts";

/** What HTTPS is answered with, all of it PEM. */
export type Credentials = {
  /** The server's certificate, followed by intermediate ones. */
  readonly certificate: string;
  readonly key: string;
  /** What clients must trust; undefined when only the user knows it. */
  readonly authority: string | undefined;
  /** Whether the user made them. */
  readonly isOwn: boolean;
  /** What the user should know about them, a sentence each. */
  readonly notices: readonly string[];
};

/** Gives the credentials of now, at the first call and whenever they may have to be renewed; rejects with TlsError. */
export type CredentialSource = (now: number) => Promise<Credentials>;

/** Where the settings say that credentials come from; throws TlsError for a name that is none. */
export function createCredentialSource({
  host,
  data,
  tlsDirectory,
  tlsCert,
  tlsKey,
  tlsNames,
}: TlsSettings): CredentialSource {
  if (tlsCert !== null && tlsKey !== null)
    return async (now) => (await import("./own-credentials.ts")).loadOwnCredentials(tlsCert, tlsKey, now);
  const names = toServerNames(host, tlsNames);
  const directory = tlsDirectory ?? (data === null ? null : `${data}.tls`);
  if (directory === null) return createPassingSource(names);
  return async (now) => (await import("./kept-credentials.ts")).keepCredentials(directory, names, now);
}

/** A CA that lives as long as the process, with a certificate that is new at every call. */
function createPassingSource(names: readonly string[]): CredentialSource {
  let made: Promise<{ authority: string; authorityKey: string; key: string }> | undefined;
  const make = async (now: number) => {
    const [authorityKey, key] = await Promise.all([createPrivateKey(), createPrivateKey()]);
    return { authority: await createAuthority(parseKey(authorityKey), now), authorityKey, key };
  };
  const notices = [
    "the CA of --tls ends with the server, and clients must trust another one after the next start; --tls-directory DIR (or --data FILE) keeps it.",
  ];
  return async (now) => {
    made ??= make(now);
    const { authority, authorityKey, key } = await made;
    const signer = { certificate: new X509Certificate(authority), key: parseKey(authorityKey) };
    const certificate = await createServerCertificate(signer, parseKey(key), names, now);
    return { certificate, key, authority, isOwn: false, notices };
  };
}
