import type { FastifyInstance } from "fastify";
import { AdminError } from "./admin-error.ts";
import type { AdminContext } from "./context.ts";
import { ErrorAnswer } from "./server-answers.ts";
import { tell } from "./told.ts";

/** The certificate that clients need before they can trust the server; it is no secret, so everybody may have it. */
export function addCaRoute(app: FastifyInstance, { options, readAuthority }: AdminContext): void {
  app.get(
    "/__admin/ca.pem",
    {
      config: { isPublic: true },
      schema: {
        summary: "The CA that clients must trust for HTTPS, as PEM; it needs no token.",
        ...tell("admin.ca", "server", { 404: ErrorAnswer }),
        others: [mediaType],
      },
    },
    async (_request, reply) => {
      const authority = readAuthority();
      if (authority !== undefined)
        return reply
          .type(mediaType)
          .header("content-disposition", 'attachment; filename="stuntface-ca.pem"')
          .send(authority);
      throw new AdminError(
        404,
        options.tls
          ? "the server has a certificate of your own (--tls-cert) that does not contain its CA; trust the CA that issued it."
          : "this server speaks no HTTPS, so there is no CA to trust; start it with --tls.",
      );
    },
  );
}

const mediaType = "application/pem-certificate-chain";
