import type { Options } from "../options.ts";
import { TlsError } from "./tls-error.ts";

/** Settings of HTTPS and those that it depends on. */
export type TlsSettings = Pick<
  Options,
  "host" | "data" | "tls" | "tlsDirectory" | "tlsCert" | "tlsKey" | "tlsNames"
>;

/** Throws TlsError for a setting of HTTPS that would have no effect or lacks its companion. */
export function checkTlsSettings({ tls, tlsDirectory, tlsCert, tlsKey, tlsNames }: TlsSettings): void {
  const given = [
    ...(tlsDirectory === null ? [] : ["--tls-directory"]),
    ...(tlsNames.length === 0 ? [] : ["--tls-names"]),
  ];
  const own = [...(tlsCert === null ? [] : ["--tls-cert"]), ...(tlsKey === null ? [] : ["--tls-key"])];
  const [first] = [...own, ...given];
  if (!tls && first) throw new TlsError(`${first} has no effect without --tls; add --tls, or leave it out.`);
  if (own.length === 1)
    throw new TlsError(
      `${own[0]} needs ${own[0] === "--tls-cert" ? "--tls-key, the private key of the certificate" : "--tls-cert, the certificate of the key"}.`,
    );
  if (own.length === 2 && given[0])
    throw new TlsError(`${given[0]} has no effect with a certificate of your own; leave one of them out.`);
}
