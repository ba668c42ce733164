import type { FastifyReply, FastifyRequest } from "fastify";
import { createUserRegistry } from "../../sandbox/users.ts";
import type { Services } from "../../services.ts";
import type { CreateProvider, Operation, ParsedRequest, WireResponse } from "../provider.ts";
import { runCheck } from "../rest-framework/check.ts";
import { addEndpoint } from "../rest-framework/endpoint.ts";
import { readFormOrRefuse, useFramework } from "../rest-framework/framework.ts";
import { admit, invalidUser, magicUsers, refuse } from "./admission.ts";
import { badLogin, badRefresh } from "./errors.ts";
import { createLiveness, parseSelfieRequest } from "./liveness.ts";
import { createRefreshOperation, createTokenOperation, type TokenRequest } from "./token-operations.ts";
import { addTextParsers, readTokenFields, requireTexts } from "./token-request.ts";
import { createTokenIssuer } from "./tokens.ts";

// Room for the other fields and the lines between the parts.
const formOverheadBytes = 4 * 1024 * 1024;
// The documented example's id is 1111, so the first answer of a server has it.
const firstAnswerNumber = 1111;

/** Apptenticate: tokens and the liveness check. */
export const createApptenticate: CreateProvider = ({ apptenticate: options, bodyTimeoutMs }) => {
  const tokens = createTokenIssuer(options);
  const users = createUserRegistry();
  const callers = new WeakMap<FastifyRequest, string>();
  const token = createTokenOperation(tokens);
  const refresh = createRefreshOperation(tokens);
  const liveness = createLiveness(options);
  const limits = {
    maxFileBytes: options.maxFileBytes,
    maxBodyBytes: options.maxFileBytes + formOverheadBytes,
    bodyTimeoutMs,
  };
  const accepted = new Set(options.users);
  let answerNumber = firstAnswerNumber - 1;

  const toTokenRequest = (userId: number, now: number): TokenRequest => ({
    images: [],
    rotate: false,
    fields: {},
    userId,
    now,
  });
  const isAccepted = (username: string, password: string) =>
    username !== invalidUser &&
    (accepted.size === 0 || magicUsers.has(username) || accepted.has(`${username}:${password}`));

  return {
    name: "apptenticate",
    specs: [liveness.spec, token.spec, refresh.spec],
    endpoints: ["POST /api/token/", "POST /api/token/refresh/", "POST /api/v3/biometrics/liveness/"],
    async register(app, services: Services) {
      await useFramework(app);
      addTextParsers(app, bodyTimeoutMs);
      const run = <Request extends ParsedRequest, Verdict>(
        operation: Operation<Request, Verdict>,
        parsed: Request,
        user: { readonly username: string | undefined; readonly vendorData?: string | undefined },
        request: FastifyRequest,
        reply: FastifyReply,
      ): Promise<WireResponse> => {
        const { username, vendorData } = user;
        const named = username === undefined ? {} : { username, key: username };
        // Orders in a user's name are meant for its checks; the tokens it needs for them are issued as usual.
        const magic = parsed.images.length > 0 ? [vendorData, username] : [];
        const caller = { magic, ...named };
        if (parsed.images.length > 0) answerNumber += 1;
        return runCheck(operation, parsed, caller, answerNumber, request, reply, services);
      };

      addEndpoint(app, {
        paths: ["/api/token/"],
        method: "POST",
        handle: async (request, reply) => {
          const fields = await readTokenFields(request, limits);
          const { username, password } = requireTexts(fields, ["username", "password"]);
          if (!isAccepted(username, password))
            throw refuse(badLogin, username === invalidUser ? invalidUser : undefined);
          return run(
            token,
            toTokenRequest(users.toId(username), services.now()),
            { username },
            request,
            reply,
          );
        },
      });
      addEndpoint(app, {
        paths: ["/api/token/refresh/"],
        method: "POST",
        handle: async (request, reply) => {
          const { refresh: text } = requireTexts(await readTokenFields(request, limits), ["refresh"]);
          const checked = await tokens.check(text, "refresh", services.now());
          if ("fault" in checked) throw refuse(badRefresh);
          const username = users.toName(checked.userId);
          return run(refresh, toTokenRequest(checked.userId, services.now()), { username }, request, reply);
        },
      });
      addEndpoint(app, {
        paths: ["v2", "v3", "v3.2"].map((version) => `/api/${version}/biometrics/liveness/`),
        method: "POST",
        admit: async (request) => {
          const user = await admit(request.headers.authorization, tokens, users, services.now());
          if (user !== undefined) callers.set(request, user);
        },
        handle: async (request, reply) => {
          // Anything but a form holds no file; the framework then misses the selfie instead of the media type.
          const form =
            typeof request.body === "string"
              ? { texts: toTexts(await readTokenFields(request, limits)), files: new Map() }
              : await readFormOrRefuse(request, limits);
          const parsed = parseSelfieRequest(form, options);
          const user = { username: callers.get(request), vendorData: parsed.vendorData };
          return run(liveness, parsed, user, request, reply);
        },
      });
    },
  };
};

function toTexts(fields: Readonly<Record<string, unknown>>): Map<string, string> {
  return new Map(Object.entries(fields).map(([name, value]) => [name, String(value)]));
}
