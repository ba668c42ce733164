import { createHash } from "node:crypto";
import multipart from "@fastify/multipart";
import Fastify, { type FastifyInstance } from "fastify";

/** What two uploaded photos cost at least with the libraries of this server: read the form, digest its files, answer. */
export async function createBareServer(): Promise<FastifyInstance> {
  const app = Fastify({ logger: false });
  await app.register(multipart);
  app.post("/v3/face-match/", async (request) => {
    const answer: Record<string, string> = {};
    for await (const part of request.parts())
      answer[part.fieldname] =
        part.type === "file"
          ? createHash("sha256")
              .update(await part.toBuffer())
              .digest("hex")
          : String(part.value);
    return answer;
  });
  return app;
}
