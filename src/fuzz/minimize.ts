import type { FuzzCase } from "./case.ts";
import { type WireRequest, withBody, withHeader } from "./wire.ts";

/** Whether a request still fails. */
export type StillFails = (request: WireRequest) => Promise<boolean>;

const mostTries = 120;

/**
 * A smaller request that fails as well: headers and stretches of the body are taken out as long as it does. The length stays what
 * it says where it was right.
 */
export async function minimize(
  { request }: Pick<FuzzCase, "request">,
  fails: StillFails,
): Promise<WireRequest> {
  let smallest = request;
  let tries = 0;
  const attempt = async (candidate: WireRequest): Promise<boolean> => {
    if (tries++ >= mostTries || !(await fails(candidate))) return false;
    smallest = candidate;
    return true;
  };
  for (const [name] of request.headers)
    if (!/^(host|content-length|content-type)$/i.test(name))
      await attempt(withHeader(smallest, name, undefined));
  const isLengthRight = hasRightLength(request);
  const resize = (body: Buffer) => (isLengthRight ? withBody(smallest, body) : { ...smallest, body });
  for (
    let size = Math.ceil(smallest.body.length / 2);
    size >= 1 && tries < mostTries;
    size = Math.floor(size / 2)
  )
    for (let at = 0; at < smallest.body.length && tries < mostTries; ) {
      const { body } = smallest;
      const shorter = Buffer.concat([body.subarray(0, at), body.subarray(at + size)]);
      if (!(await attempt(resize(shorter)))) at += size;
    }
  return smallest;
}

function hasRightLength({ headers, body }: WireRequest): boolean {
  return headers.some(([name, value]) => /^content-length$/i.test(name) && value === String(body.length));
}
