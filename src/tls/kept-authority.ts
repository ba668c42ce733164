import type { KeyObject, X509Certificate } from "node:crypto";
import { join } from "node:path";
import { countDaysLeft, createAuthority, createPrivateKey, readAuthorityName } from "./authority.ts";
import { createKept, readKept } from "./kept-file.ts";
import { toCertificate, toKey } from "./kept-parts.ts";
import { TlsError } from "./tls-error.ts";

/** The CA of a directory. */
export type KeptAuthority = {
  readonly directory: string;
  readonly text: string;
  readonly certificate: X509Certificate;
  /** Absent where the user keeps it elsewhere; then nothing can be certified. */
  readonly key: KeyObject | undefined;
};

/** The CA of a directory, made where there is none; `hasOthers` says whether it has a certificate or a key of a server. Throws TlsError. */
export async function keepAuthority(
  directory: string,
  hasOthers: boolean,
  now: number,
): Promise<KeptAuthority> {
  const files = { certificate: join(directory, "ca.pem"), key: join(directory, "ca-key.pem") };
  const found = await readKept(files.certificate);
  const foundKey = await readKept(files.key);
  if (found === undefined && foundKey === undefined && hasOthers)
    throw new TlsError(
      `${directory} has cert.pem or key.pem but no ca.pem, so they were not made by this program and stay as they are. Use them with --tls-cert and --tls-key, or choose another --tls-directory.`,
    );
  try {
    const keyText =
      foundKey ??
      (found === undefined ? await createKept(files.key, await createPrivateKey(), "private") : undefined);
    const key = keyText === undefined ? undefined : toKey(files.key, keyText);
    const text =
      found ?? (await createKept(files.certificate, await createAuthority(key as KeyObject, now), "public"));
    const certificate = toCertificate(files.certificate, text);
    checkAuthority(files, certificate, key, now);
    return { directory, text, certificate, key };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new TlsError(
      `cannot keep a CA in ${directory}: ${(error as Error).message}. Make the directory writable for the user of the server, at least for the first start, or choose another --tls-directory.`,
    );
  }
}

function checkAuthority(
  files: { readonly certificate: string; readonly key: string },
  authority: X509Certificate,
  key: KeyObject | undefined,
  now: number,
): void {
  if (readAuthorityName(authority) === undefined)
    throw new TlsError(
      `${files.certificate} was not made by this program (it is of ${toOneLine(authority.subject)}) and stays as it is. Use a certificate of your own with --tls-cert and --tls-key, or choose another --tls-directory.`,
    );
  if (key && !authority.checkPrivateKey(key))
    throw new TlsError(
      `${files.key} is not the key of ${files.certificate}. Put back the one that belongs to it.`,
    );
  if (countDaysLeft(authority, now) <= 0)
    throw new TlsError(
      `the CA ${files.certificate} ended on ${authority.validTo}. Remove the .pem files beside it: the next start makes a new CA, which clients must trust anew.`,
    );
}

function toOneLine(subject: string): string {
  return subject.split("\n").join(", ");
}
