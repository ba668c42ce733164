import type { FastifyReply } from "fastify";

/** Aborts when the client leaves before it has its answer; it is aborted from the beginning when the client is gone already. */
export function toClientSignal({ raw: response, request }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  const { socket } = request.raw;
  const leave = () => gone.abort();
  if (socket.destroyed) leave();
  // An answer that waits for its turn on the connection does not hear itself that the connection closes.
  socket.once("close", leave);
  response.once("close", () => {
    socket.off("close", leave);
    if (!response.writableFinished) leave();
  });
  return gone.signal;
}
