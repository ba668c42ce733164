import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/** How long calls under way may take to end after `close`. */
const drainMs = 700;
/** How often connections that have become idle are looked for meanwhile. */
const idleMs = 10;

/** Closes connections as soon as their calls have ended, and all that are left when the time is over. */
export async function endConnections(
  apps: readonly FastifyInstance[],
  drained: Promise<unknown>,
): Promise<void> {
  const idle = setInterval(() => {
    for (const app of apps) app.server.closeIdleConnections();
  }, idleMs);
  await Promise.race([drained, sleep(drainMs, undefined, { ref: false })]);
  clearInterval(idle);
  for (const app of apps) app.server.closeAllConnections();
}
