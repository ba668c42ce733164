import type { FastifyInstance, FastifyRequest } from "fastify";
import { startIdleGuard } from "../../http/idle-guard.ts";
import { Refusal } from "./refusal.ts";

// Tokens, names and addresses; far less than this.
const maxTextBytes = 1024 * 1024;

/** Makes the instance read bodies of these media types as texts; silent clients are disconnected. */
export function addTextParser(
  app: FastifyInstance,
  mediaTypes: readonly string[],
  bodyTimeoutMs: number,
): void {
  app.addContentTypeParser(
    [...mediaTypes],
    async (request: FastifyRequest, payload: AsyncIterable<Buffer>) => {
      const guard = startIdleGuard(request.raw.socket, bodyTimeoutMs);
      const chunks: Buffer[] = [];
      let bytes = 0;
      try {
        for await (const chunk of payload) {
          guard.touch();
          bytes += chunk.length;
          if (bytes > maxTextBytes) throw new Refusal(400, { detail: "Request body exceeded 1 MB." });
          chunks.push(chunk);
        }
      } finally {
        guard.stop();
      }
      return Buffer.concat(chunks).toString("utf8");
    },
  );
}
