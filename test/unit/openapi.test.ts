import swagger from "@fastify/swagger";
import Fastify from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { addAdmin } from "../../src/admin/index.ts";
import { readVersion, toPackagePath } from "../../src/package-root.ts";
import { createTestContext } from "../helpers/app.ts";

/** The description of the admin surface as its routes and their schemas make it. */
async function createDocument(): Promise<{ paths: Record<string, Record<string, object>> }> {
  const app = Fastify();
  onTestFinished(() => app.close());
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Stuntface admin surface", version: readVersion() },
      servers: [
        { url: "http://localhost:4090", description: "The default space." },
        {
          url: "http://localhost:4090/~{space}",
          description: "A space of its own.",
          variables: { space: { default: "ci-1" } },
        },
      ],
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
      security: [{}, { token: [] }],
    },
  });
  const { context } = createTestContext();
  app.decorate("stopping", new AbortController().signal);
  await app.register(async (instance) => addAdmin(instance, context));
  await app.ready();
  return app.swagger() as never;
}

test("openapi/admin.json is up to date (run vitest with -u to renew it)", async () => {
  const document = await createDocument();
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(
    toPackagePath("openapi/admin.json"),
  );
});

test("every admin route is described in words", async () => {
  const { paths } = await createDocument();
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]: [string, { summary?: string }]) => ({
      route: `${method} ${path}`,
      summary,
    })),
  );
  expect(routes.length).toBeGreaterThan(25);
  expect(routes.filter(({ summary }) => !summary?.endsWith("."))).toEqual([]);
});
