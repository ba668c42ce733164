import type { FastifyInstance } from "fastify";

/** How long a client may go on sending after it has its answer. */
const lingerMs = 5_000;

/**
 * Answers that come before the upload has ended are readable: the rest of the upload is thrown away for a while, so that
 * the client finds the answer instead of a reset connection; then the connection is closed.
 */
export function addLinger(app: FastifyInstance): void {
  app.addHook("onResponse", async ({ raw }) => {
    if (raw.complete || raw.readableEnded) return;
    const { socket } = raw;
    const timer = setTimeout(() => raw.destroy(), lingerMs);
    timer.unref();
    const stop = () => {
      clearTimeout(timer);
      socket.off("close", stop);
    };
    raw.once("end", stop);
    socket.once("close", stop);
    raw.resume();
  });
}
