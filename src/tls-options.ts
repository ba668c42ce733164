import Type from "typebox";
import { texts } from "./option-kinds.ts";

const file = (description: string) =>
  Type.Union([Type.Null(), Type.String({ minLength: 1 })], { default: null, description });

/** Settings of HTTPS, at the top level: `tls`, `tlsDirectory` and so on. */
export const tlsOptions = {
  tls: Type.Boolean({
    default: false,
    description: "Answer HTTPS as well as HTTP, on the same port; GET /__admin/ca.pem is what clients trust.",
  }),
  tlsDirectory: file(
    "Directory that keeps the CA and the certificate; without one they are kept beside --data, else made anew at every start.",
  ),
  tlsCert: file("PEM file with a certificate of your own, followed by its intermediate ones."),
  tlsKey: file("PEM file with the private key of --tls-cert."),
  tlsNames: texts(
    "Host names and IP addresses that the certificate is for, beside localhost, the vendors' and common container names.",
  ),
};
