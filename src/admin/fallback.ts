import type { FastifyInstance } from "fastify";
import { suggest } from "../documents/suggest.ts";
import { AdminError } from "./admin-error.ts";

type KnownRoute = { readonly method: string; readonly url: string };

const root = "/__admin/";
const description = "GET /__admin/openapi.json lists what there is.";

/** Notes the routes that are added after it; what it returns adds the answer to everything else: 405 for a wrong method, otherwise 404. */
export function prepareFallback(app: FastifyInstance): () => void {
  const routes: KnownRoute[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    for (const name of [method].flat()) routes.push({ method: name, url });
  });
  return () => {
    const known = [...routes];
    for (const url of ["/__admin", "/__admin/*"])
      app.all(url, { config: { takesText: true }, schema: { hide: true } }, async (request, reply) => {
        const path = request.url.split("?")[0] ?? "";
        const allowed = known.filter((route) => fits(route.url, path)).map(({ method }) => method);
        if (allowed.length === 0)
          throw new AdminError(
            404,
            `there is no ${request.method} ${path.slice(0, 200)}.${suggestPath(path, known)} ${description}`,
          );
        reply.header("allow", allowed.join(", "));
        throw new AdminError(
          405,
          `${path.slice(0, 200)} takes ${allowed.join(" or ")}, not ${request.method}. ${description}`,
        );
      });
  };
}

function fits(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => (part.startsWith(":") ? given[index] !== "" : part === given[index]))
  );
}

function suggestPath(path: string, known: readonly KnownRoute[]): string {
  const names = known.flatMap(({ url }) => (url.includes(":") ? [] : [url.slice(root.length)]));
  return suggest(path.slice(root.length), names, root);
}
