import type { FastifyRequest } from "fastify";
import type { Form } from "../../http/form.ts";
import { toOptions } from "../../option-leaves.ts";
import type { ApptenticateOptions } from "../../options.ts";
import { createSettingsCache, createSpaceState, type Space } from "../../sandbox/space.ts";
import type { SpaceStore } from "../../sandbox/space-store.ts";
import { createUserRegistry } from "../../sandbox/users.ts";
import type { CreateProvider } from "../provider.ts";
import { addCheck, type Parsed } from "../rest-framework/check.ts";
import { readFormOrRefuse, useFramework } from "../rest-framework/framework.ts";
import { toImagined } from "../rest-framework/imagine.ts";
import { addTextParser } from "../rest-framework/text-body.ts";
import { createTokenIssuer } from "../rest-framework/tokens.ts";
import { admit, invalidUser, magicUsers, refuse } from "./admission.ts";
import { createApptenticateDocument } from "./document.ts";
import { livenessPaths, refreshPaths, tokenPaths } from "./endpoints.ts";
import { badLogin, badRefresh, forbidden } from "./errors.ts";
import { createLiveness, parseSelfieRequest } from "./liveness.ts";
import { createRefreshOperation, createTokenOperation, type TokenRequest } from "./token-operations.ts";
import { readTokenForm, requireTexts } from "./token-request.ts";

// Room for the other fields and the lines between the parts.
const formOverheadBytes = 4 * 1024 * 1024;
// The documented example's id is 1111, so the first answer of a space has it.
const firstTransaction = 1111;
/** Stands for the user of a call that a scenario answers without asking who calls. */
const nobody = "nobody";

/** Apptenticate: tokens and the liveness check. */
export const createApptenticate: CreateProvider = ({ apptenticate: standard, bodyTimeoutMs, strict }) => {
  const toLiveness = createSettingsCache(createLiveness);
  const liveness = toLiveness(standard);
  const token = createTokenOperation();
  const refresh = createRefreshOperation();
  const toLimits = ({ options }: Space) => ({
    maxFileBytes: options.apptenticate.maxFileBytes,
    maxBodyBytes: options.apptenticate.maxFileBytes + formOverheadBytes,
    bodyTimeoutMs,
  });
  const isAccepted = (username: string, password: string, { users }: ApptenticateOptions) =>
    username !== invalidUser &&
    (users.length === 0 || magicUsers.has(username) || users.includes(`${username}:${password}`));

  return {
    name: "apptenticate",
    specs: [liveness.spec, token.spec, refresh.spec],
    endpoints: [tokenPaths, refreshPaths, livenessPaths].map(([path]) => `POST ${path}`),
    documents: [
      {
        name: "apptenticate",
        title: "Apptenticate",
        fits: () => true,
        create: () => createApptenticateDocument(toOptions({}).apptenticate),
      },
    ],
    imagine(id, form, { username }, { options }) {
      if (id === liveness.spec.id) {
        const parsed = parseSelfieRequest(form, options.apptenticate);
        const magic = [parsed.request.vendorData, username];
        const names = { magic, ...(username === undefined ? {} : { key: username }) };
        const orderedBy = username !== undefined && magicUsers.has(username) ? username : undefined;
        return toImagined(liveness.spec, parsed, form, names, orderedBy);
      }
      const spec = [token.spec, refresh.spec].find((candidate) => candidate.id === id);
      if (!spec) return undefined;
      const { fields } = withoutImages(form);
      const request = { ...withoutImages(form), username: id === token.spec.id ? fields.username : username };
      const { refusal } = requireTexts(fields, spec.fields);
      return toImagined(spec, { request, refusal }, form, { magic: [] }, undefined);
    },
    async register(app, services) {
      const { identity } = services;
      const state = createSpaceState((space) => ({
        tokens: createTokenIssuer(() => space.options.apptenticate, identity, space.id),
        users: createUserRegistry(),
      }));
      await useFramework(app);
      addTextParser(app, ["application/json", "application/x-www-form-urlencoded"], bodyTimeoutMs);
      const readForm = (request: FastifyRequest, space: Space) => readTokenForm(request, toLimits(space));

      addCheck(app, services, strict, {
        paths: tokenPaths,
        spec: token.spec,
        operation: () => token,
        readKey: () => undefined,
        admit: () => ({}),
        read: readForm,
        parse(form, _caller, space): Parsed<TokenRequest> {
          const { texts, refusal } = requireTexts(form.values ?? {}, ["username", "password"]);
          const { username = nobody, password = "" } = texts;
          const isBad = !isAccepted(username, password, space.options.apptenticate);
          const { tokens, users } = state(space);
          return {
            request: {
              ...withoutImages(form),
              username,
              tokens,
              userId: users.toId(username),
              now: space.clock.now(),
            },
            refusal:
              refusal ??
              (isBad ? refuse(badLogin, username === invalidUser ? invalidUser : undefined) : undefined),
          };
        },
        listOrders: () => [],
        countAnswer: () => 0,
      });
      addCheck(app, services, strict, {
        paths: refreshPaths,
        spec: refresh.spec,
        operation: () => refresh,
        readKey: () => undefined,
        admit: () => ({}),
        read: readForm,
        async parse(form, _caller, space): Promise<Parsed<TokenRequest>> {
          const { texts, refusal } = requireTexts(form.values ?? {}, ["refresh"]);
          const { tokens, users } = state(space);
          const now = space.clock.now();
          const checked = await tokens.check(texts.refresh ?? "", "refresh", now);
          const userId = "fault" in checked ? users.toId(nobody) : checked.userId;
          return {
            request: { ...withoutImages(form), username: users.toName(userId), tokens, userId, now },
            refusal: refusal ?? ("fault" in checked ? refuse(badRefresh) : undefined),
          };
        },
        listOrders: () => [],
        countAnswer: () => 0,
      });
      addCheck(app, services, strict, {
        paths: livenessPaths,
        spec: liveness.spec,
        operation: ({ options }) => toLiveness(options.apptenticate),
        readKey: () => undefined,
        async admit({ headers }, _reply, space) {
          const { tokens, users } = state(space);
          const username = await admit(headers.authorization, tokens, users, space.clock.now());
          if (!space.options.apptenticate.contracted.includes("liveness")) throw refuse(forbidden);
          return { username };
        },
        // Anything but a form holds no file; the framework then misses the selfie instead of the media type.
        read: (request, space) =>
          typeof request.body === "string"
            ? readForm(request, space)
            : readFormOrRefuse(request, toLimits(space)),
        parse: (form, _caller, space) => parseSelfieRequest(form, space.options.apptenticate),
        // Orders in a user's name are meant for its checks; the tokens it needs for them are issued as usual.
        listOrders: ({ vendorData }, { username }) => [vendorData, username],
        countAnswer: ({ store }) => countTransaction(store),
      });
    },
  };
};

/** The next number of a space; a data file keeps it, so that no number comes again after a restart. */
async function countTransaction(store: SpaceStore): Promise<number> {
  const number = await store.add("apptenticate.transactions", 1, { start: firstTransaction - 1 });
  return number ?? firstTransaction;
}

/** The parts of a token request that all requests have. */
function withoutImages({ texts }: Form) {
  return { images: [], rotate: false, fields: Object.fromEntries(texts) };
}
