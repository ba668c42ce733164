import Fastify, { type RouteOptions } from "fastify";
import { createAdminDocument } from "../../src/admin/document.ts";
import { addAdmin } from "../../src/admin/index.ts";
import { createProviders } from "../../src/app.ts";
import type { OpenApiDocument } from "../../src/openapi/document.ts";
import { toOptions } from "../../src/option-leaves.ts";
import { createTestContext } from "./app.ts";

/** Every document as the source describes it, by the name of its file. */
export async function createDocuments(): Promise<Record<string, OpenApiDocument>> {
  const vendors = createProviders(toOptions({})).flatMap(({ documents }) => documents);
  const entries = vendors.map(({ name, create }): [string, OpenApiDocument] => [name, create()]);
  return Object.fromEntries([...entries, ["admin", await createOwnDocument()]]);
}

async function createOwnDocument(): Promise<OpenApiDocument> {
  const routes: RouteOptions[] = [];
  const app = Fastify();
  app.decorate("stopping", new AbortController().signal);
  app.addHook("onRoute", (route) => {
    if (route.method !== "HEAD") routes.push(route);
  });
  await app.register(async (instance) => addAdmin(instance, createTestContext().context));
  await app.ready();
  await app.close();
  return createAdminDocument(routes);
}
