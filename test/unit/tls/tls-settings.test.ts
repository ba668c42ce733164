import { expect, test } from "vitest";
import { toOptions } from "../../../src/option-leaves.ts";
import type { PartialOptions } from "../../../src/options.ts";
import { checkTlsSettings } from "../../../src/tls/tls-settings.ts";

test.each<[PartialOptions, string]>([
  [{ tls: true, tlsCert: "c" }, "--tls-cert needs --tls-key, the private key of the certificate."],
  [{ tls: true, tlsKey: "k" }, "--tls-key needs --tls-cert, the certificate of the key."],
  [{ tlsCert: "c", tlsKey: "k" }, "--tls-cert has no effect without --tls; add --tls, or leave it out."],
  [{ tlsDirectory: "d" }, "--tls-directory has no effect without --tls; add --tls, or leave it out."],
  [{ tlsNames: ["a"] }, "--tls-names has no effect without --tls; add --tls, or leave it out."],
  [
    { tls: true, tlsCert: "c", tlsKey: "k", tlsNames: ["a"] },
    "--tls-names has no effect with a certificate of your own; leave one of them out.",
  ],
  [
    { tls: true, tlsCert: "c", tlsKey: "k", tlsDirectory: "d" },
    "--tls-directory has no effect with a certificate of your own; leave one of them out.",
  ],
])("%j is refused", (options, message) => {
  expect(() => checkTlsSettings(toOptions(options))).toThrow(message);
});

test.each<[PartialOptions]>([
  [{}],
  [{ tls: true }],
  [{ tls: true, tlsDirectory: "d", tlsNames: ["a"] }],
  [{ tls: true, tlsCert: "c", tlsKey: "k", data: "f" }],
])("%j is good", (options) => {
  expect(() => checkTlsSettings(toOptions(options))).not.toThrow();
});
