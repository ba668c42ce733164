import { createHash, timingSafeEqual } from "node:crypto";
import { BlockList, isIP } from "node:net";
import type { FastifyRequest } from "fastify";

/** Why an admin call is not allowed; the status fits it. */
export type Denial = { readonly status: 401 | 403; readonly error: string };

/** Judges who may use the admin surface: holders of the token or, without one, callers of this machine and of private networks. */
export function createAccess(token: string | null): (request: FastifyRequest) => Denial | undefined {
  const near = createNearList();
  return ({ headers, ip }) => {
    const { origin, host } = headers;
    if (origin !== undefined && !isSameHost(origin, host))
      return { status: 403, error: `calls from the web page ${origin.slice(0, 100)} are not allowed.` };
    if (token !== null)
      return isEqual(headers.authorization ?? "", `Bearer ${token}`)
        ? undefined
        : { status: 401, error: "send the --admin-token as Authorization: Bearer TOKEN." };
    const address = ip.replace(/^::ffff:/i, "");
    return near.check(address, isIP(address) === 6 ? "ipv6" : "ipv4")
      ? undefined
      : {
          status: 403,
          error: `${address} is neither this machine nor a private network; set --admin-token.`,
        };
  };
}

/** Addresses of RFC 1918, 3927, 4193, 4291 and 6598. */
function createNearList(): BlockList {
  const list = new BlockList();
  const nets = [
    ["127.0.0.0", 8],
    ["10.0.0.0", 8],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
    ["169.254.0.0", 16],
    ["100.64.0.0", 10],
  ] as const;
  for (const [net, prefix] of nets) list.addSubnet(net, prefix, "ipv4");
  list.addAddress("::1", "ipv6");
  list.addSubnet("fc00::", 7, "ipv6");
  list.addSubnet("fe80::", 10, "ipv6");
  return list;
}

function isSameHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

function isEqual(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
