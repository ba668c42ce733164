import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { TSchema } from "typebox";
import { toPathText } from "../documents/document.ts";
import { parseJson } from "../documents/json.ts";
import { validate } from "../documents/validate.ts";
import { SpaceError } from "../sandbox/spaces.ts";
import { MagicError } from "../scenarios/magic.ts";
import { createAccess } from "./access.ts";
import { AdminError } from "./admin-error.ts";
import { addCaRoute } from "./ca-route.ts";
import { addClockRoutes } from "./clock-routes.ts";
import type { AdminContext } from "./context.ts";
import { addDocumentRoutes } from "./document-routes.ts";
import { addExplainRoutes } from "./explain-routes.ts";
import { prepareFallback } from "./fallback.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { addMailRoutes } from "./mail-routes.ts";
import { addRequestRoutes } from "./request-routes.ts";
import { addScenarioRoutes } from "./scenario-routes.ts";
import { addServerRoutes } from "./server-routes.ts";
import { addSessionRoutes } from "./session-routes.ts";
import { addSettingsRoutes } from "./settings-routes.ts";
import { addSpaceRoutes } from "./space-routes.ts";
import { addVerifyRoutes } from "./verify-routes.ts";
import { addWatchRoutes } from "./watch-routes.ts";
import { addWebhookRoutes } from "./webhook-routes.ts";

/** Larger bodies are no scenario and no question. */
const maxBodyBytes = 2 * 1024 * 1024;

/** The admin surface below `/__admin`, as a Fastify plugin: bodies are JSON (scenarios also YAML), errors are `{"error": …}`. */
export async function addAdmin(app: FastifyInstance, context: AdminContext): Promise<void> {
  const judge = createAccess(context.options.admin.token);
  app.addHook("onRequest", async (request, reply) => {
    if (request.routeOptions.config.isPublic) return;
    const denial = judge(request);
    if (denial)
      return reply
        .code(denial.status)
        .headers(denial.status === 401 ? { "www-authenticate": 'Bearer realm="stuntface"' } : {})
        .send({ error: denial.error });
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string", bodyLimit: maxBodyBytes }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook("preValidation", async (request) => {
    if (!request.routeOptions.config.takesText) request.body = readBody(request.body);
  });
  app.setValidatorCompiler(({ schema, httpPart }) => (data: unknown) => {
    const value = data ?? {};
    const [mismatch] = validate(schema as TSchema, value);
    if (!mismatch) return { value };
    const at = toPathText(mismatch.path);
    const place = `${httpPart ?? "request"}${at === "" ? "" : ` ${at}`}`;
    return { error: new AdminError(400, `${place}: ${hideSecrets(at, mismatch.message)}`) };
  });
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler(sendError);
  const addFallback = prepareFallback(app);
  addServerRoutes(app, context);
  addCaRoute(app, context);
  addDocumentRoutes(app, context);
  addRequestRoutes(app, context);
  addWatchRoutes(app);
  addExplainRoutes(app, context);
  addVerifyRoutes(app, context);
  addScenarioRoutes(app, context);
  addSpaceRoutes(app, context);
  addClockRoutes(app);
  addMailRoutes(app);
  addSessionRoutes(app, context);
  addWebhookRoutes(app, context);
  addSettingsRoutes(app, context);
  addFallback();
}

/** What of the admin surface stays on the API's port when it has one of its own. */
export async function addPublicRoutes(app: FastifyInstance, context: AdminContext): Promise<void> {
  app.setErrorHandler(sendError);
  addCaRoute(app, context);
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether the body is handed on as the text it is. */
    takesText?: boolean;
    /** Whether anybody may call the route, from anywhere. */
    isPublic?: boolean;
  }
}

function readBody(body: unknown): unknown {
  if (typeof body !== "string" || body.trim() === "") return undefined;
  try {
    return parseJson(body);
  } catch (error) {
    throw new AdminError(400, `the body is no JSON: ${(error as Error).message}.`);
  }
}

function sendError(
  error: Error & { statusCode?: number },
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof AdminError)
    return reply
      .code(error.status)
      .send({ error: error.message, ...(error.problems ? { problems: error.problems } : {}) });
  if (error instanceof SpaceError) return reply.code(error.status).send({ error: error.message });
  if (error instanceof MagicError || error instanceof SyntaxError)
    return reply.code(400).send({ error: hideSecrets("", error.message) });
  if (error.statusCode === 413)
    return reply.code(413).send({ error: `the body is larger than ${maxBodyBytes} bytes.` });
  return reply.code(error.statusCode ?? 500).send({ error: error.message });
}
