import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { suggest } from "../documents/suggest.ts";
import { toPackagePath } from "../package-root.ts";
import { defaultSpaceId } from "../sandbox/space.ts";
import { AdminError } from "./admin-error.ts";
import type { AdminContext } from "./context.ts";
import { docsPolicy, renderDocsPage } from "./docs-page.ts";
import { Config, DocumentList, ErrorAnswer } from "./server-answers.ts";
import { tell } from "./told.ts";

const admin = { name: "admin", title: "Admin surface", fits: () => true };
const explorer = "openapi/page/openapi-explorer.min.js";

/** The OpenAPI documents and the page that shows them, and the schema of scenario files. */
export function addDocumentRoutes(app: FastifyInstance, context: AdminContext): void {
  const documents = [...context.documents, admin];
  const names = documents.map(({ name }) => name);
  const toAddress = (request: FastifyRequest, name: string) => {
    const { host, protocol, space } = request;
    const base = name === "admin" ? `${protocol}://${host}` : context.toBaseUrl(request);
    return space.id === defaultSpaceId ? base : `${base}/~${space.id}`;
  };
  const find = (name: string) => {
    const found = documents.find((document) => document.name === name);
    if (found) return found;
    throw new AdminError(
      404,
      `there is no document ${name.slice(0, 80)}.${suggest(name.slice(0, 80), names)}`,
    );
  };
  const sendDocument = (request: FastifyRequest, reply: FastifyReply, name: string) => {
    const document = JSON.parse(readFileSync(toPackagePath(`openapi/${name}.json`), "utf8"));
    // Clients that are made from it, and the page that shows it, then call this space.
    const servers = [{ url: toAddress(request, name) }];
    return sendKept(request, reply, "application/json", JSON.stringify({ ...document, servers }));
  };

  app.get(
    "/__admin/openapi",
    {
      schema: {
        ...tell("admin.documents", "server", { 200: DocumentList }),
        summary: "The OpenAPI documents.",
      },
    },
    async (request) => ({
      documents: documents.map(({ name, title, fits }) => ({
        name,
        title,
        url: `${toAddress(request, "admin")}/__admin/openapi/${name}.json`,
        served: fits(request.space.options),
      })),
    }),
  );
  app.get<{ Params: { file: string } }>(
    "/__admin/openapi/:file",
    {
      schema: {
        ...tell("admin.document", "server", { 200: Config, 404: ErrorAnswer }),
        summary: "An OpenAPI document, such as didit.json, with the address of this space in it.",
      },
    },
    async (request, reply) =>
      sendDocument(request, reply, find(request.params.file.replace(/\.json$/, "")).name),
  );
  app.get(
    "/__admin/openapi.json",
    { schema: { ...tell("admin.openapi", "server", { 200: Config }), summary: "This description." } },
    async (request, reply) => sendDocument(request, reply, "admin"),
  );
  app.get(
    "/__admin/scenarios/schema.json",
    {
      schema: {
        ...tell("admin.scenario-schema", "scenarios", {}),
        others: ["application/schema+json"],
        summary: "JSON Schema of scenario files.",
      },
    },
    async (request, reply) =>
      sendKept(
        request,
        reply,
        "application/schema+json",
        readFileSync(toPackagePath("scenarios/schema.json"), "utf8"),
      ),
  );
  app.get<{ Querystring: { document?: string } }>(
    "/__admin/docs",
    { schema: { hide: true } },
    async (request, reply) => {
      const { space, query } = request;
      const first = documents.find(({ fits }) => fits(space.options)) ?? admin;
      const shown = query.document === undefined ? first : find(query.document);
      const page = renderDocsPage({
        prefix: space.id === defaultSpaceId ? "" : `/~${space.id}`,
        space: space.id,
        shown: shown.name,
        documents: documents.map(({ name, title, fits }) => ({ name, title, isServed: fits(space.options) })),
      });
      reply.header("content-security-policy", docsPolicy).header("x-content-type-options", "nosniff");
      return sendKept(request, reply, "text/html; charset=utf-8", page);
    },
  );
  app.get("/__admin/docs/explorer.js", { schema: { hide: true } }, async (request, reply) =>
    sendKept(request, reply, "text/javascript; charset=utf-8", readExplorer()),
  );
}

/** Browsers keep it and ask whether it is still good. */
function sendKept(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  type: string,
  text: string,
): FastifyReply {
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  reply.headers({ etag, "cache-control": "no-cache" });
  return headers["if-none-match"] === etag ? reply.code(304).send() : reply.type(type).send(text);
}

function readExplorer(): string {
  try {
    return readFileSync(toPackagePath(explorer), "utf8");
  } catch {
    throw new AdminError(404, "the page's script is not there; npm run build makes it.");
  }
}
