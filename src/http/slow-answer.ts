import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const shortestStepMs = 100;
/** The longest that a timer of Node waits. */
const longestStepMs = 2 ** 31 - 1;

/** How many bytes, 1 or more and not always whole, are sent after how many milliseconds. Throws RangeError unless the rate is above 0. */
export function toPace(bytesPerSecond: number): { readonly stepMs: number; readonly bytesPerStep: number } {
  if (!(bytesPerSecond > 0))
    throw new RangeError(`A rate of ${bytesPerSecond} bytes per second sends nothing.`);
  return {
    stepMs: Math.min(longestStepMs, Math.max(shortestStepMs, 1000 / bytesPerSecond)),
    bytesPerStep: Math.max(1, (bytesPerSecond * shortestStepMs) / 1000),
  };
}

/**
 * Sends the head at once and the body at the rate, then ends the answer; the connection stays usable. Resolves when all is sent
 * or the connection has closed.
 */
export async function sendSlowly(
  response: ServerResponse,
  body: Buffer,
  bytesPerSecond: number,
  socket: Socket,
): Promise<void> {
  const { stepMs, bytesPerStep } = toPace(bytesPerSecond);
  const closing = new AbortController();
  const { signal } = closing;
  const stop = () => closing.abort();
  socket.once("close", stop);
  try {
    response.flushHeaders();
    let sentBytes = 0;
    for (let step = 1; sentBytes < body.length; step += 1) {
      await sleep(stepMs, undefined, { signal });
      const dueBytes = Math.floor(step * bytesPerStep);
      response.write(body.subarray(sentBytes, dueBytes));
      sentBytes = dueBytes;
    }
    const finished = once(response, "finish", { signal });
    response.end();
    await finished;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    socket.off("close", stop);
  }
}
