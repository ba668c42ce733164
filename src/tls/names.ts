import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { TlsError } from "./tls-error.ts";

/** What a client may call the server: this machine, the vendors, and the names that container engines give. */
const standardNames = [
  "localhost",
  "127.0.0.1",
  "::1",
  "verification.didit.me",
  "apx.didit.me",
  "api.apptenticate.com",
  "stuntface",
  "host.docker.internal",
  "host.containers.internal",
  "host.testcontainers.internal",
];

// Names of compose services may have an underscore.
const hostName = /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Host names and addresses that the certificate is for, each once; throws TlsError for one that is neither. */
export function toServerNames(host: string, more: readonly string[]): string[] {
  const isAny = host === "0.0.0.0" || host === "::";
  return [...new Set([...standardNames, ...(isAny ? [] : [host]), ...more].map(toPlainName))];
}

/** Names of the list that the certificate is not for. */
export function listMissingNames(certificate: X509Certificate, names: readonly string[]): string[] {
  return names.filter((name) => {
    if (isIP(name) !== 0) return certificate.checkIP(name) === undefined;
    // A pattern fits nothing but the same pattern.
    if (name.startsWith("*.")) return !certificate.subjectAltName?.split(", ").includes(`DNS:${name}`);
    return certificate.checkHost(name, { subject: "never" }) === undefined;
  });
}

/** Four or sixteen bytes of an IP address; undefined for a host name. */
export function toIpBytes(name: string): Buffer | undefined {
  const version = isIP(name);
  if (version === 4) return Buffer.from(name.split(".").map(Number));
  if (version !== 6) return undefined;
  // The URL parser writes every IPv6 address in hexadecimal groups, one run of zeros as `::`.
  const [head = "", tail = ""] = new URL(`http://[${name}]`).hostname.slice(1, -1).split("::");
  const toGroups = (text: string) => (text === "" ? [] : text.split(":"));
  const [front, back] = [toGroups(head), toGroups(tail)];
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => "0");
  const groups = [...front, ...zeros, ...back];
  return Buffer.from(groups.map((group) => group.padStart(4, "0")).join(""), "hex");
}

function toPlainName(given: string): string {
  // An IPv6 address may come as in a URL, or with the interface that it belongs to.
  const bare = given.replace(/^\[(.*)\]$/, "$1").replace(/^([0-9a-f]*:[0-9a-f:.]+)%.*$/i, "$1");
  if (isIP(bare) !== 0) return bare;
  const name = /[\s/\\:?#@%]/.test(bare) ? "" : domainToASCII(bare.replace(/^\*\./, "")).replace(/\.$/, "");
  const plain = bare.startsWith("*.") && name !== "" ? `*.${name}` : name;
  if (plain.length <= 253 && hostName.test(plain)) return plain;
  throw new TlsError(
    `--tls-names: "${given.slice(0, 100)}" is neither a host name nor an IP address; give names such as stuntface or api.example.test, without scheme, port and path.`,
  );
}
