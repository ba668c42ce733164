import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Options } from "./options.ts";

/** A listening server's addresses, such as `http://127.0.0.1:4090`; without HTTPS both are the same. */
export type Addresses = { readonly url: string; readonly plainUrl: string };

/** Listens; rejects with the system's error. With HTTPS on the port, `url` is the address for it. */
export async function listen(
  app: FastifyInstance,
  host: string,
  port: number,
  hasTls: boolean,
): Promise<Addresses> {
  await app.listen({ host, port });
  const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  const place = `${shown}:${readPort(app) ?? port}`;
  return { url: `${hasTls ? "https" : "http"}://${place}`, plainUrl: `http://${place}` };
}

/** The API's address by the scheme and the host that the admin caller used; with an admin port of its own without that port. */
export function toBaseUrl(
  { protocol, host }: Pick<FastifyRequest, "protocol" | "host">,
  app: FastifyInstance | undefined,
  { admin, port }: Options,
): string {
  if (admin.port === null) return `${protocol}://${host}`;
  const { hostname } = new URL(`http://${host}`);
  return `${protocol}://${hostname}:${readPort(app) ?? port}`;
}

function readPort(app: FastifyInstance | undefined): number | undefined {
  const address = app?.server.address();
  return typeof address === "object" && address !== null ? address.port : undefined;
}
