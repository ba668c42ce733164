import type { FastifyReply, FastifyRequest } from "fastify";
import { toOptions } from "../../option-leaves.ts";
import type { DiditOptions } from "../../options.ts";
import { createRateWindow } from "../../sandbox/rate-window.ts";
import { createSettingsCache, createSpaceState, type Space } from "../../sandbox/space.ts";
import type { CreateProvider, Operation } from "../provider.ts";
import { addCheck } from "../rest-framework/check.ts";
import { readFormOrRefuse, useFramework } from "../rest-framework/framework.ts";
import { toImagined } from "../rest-framework/imagine.ts";
import { findKey } from "./accounts/keys.ts";
import { admit, isMagicKey, readKey } from "./admission.ts";
import { createAgeEstimation, createAgeShape } from "./age-estimation/index.ts";
import { chargeCheck } from "./billing/charge.ts";
import { toCheckPaths } from "./check-endpoints.ts";
import { createDiditDocument } from "./document.ts";
import { editions, toEdition } from "./edition.ts";
import { createFaceMatch, createMatchShape } from "./face-match.ts";
import { createFaceSearch, searchShape } from "./face-search/index.ts";
import { addJsonEndpoints, jsonEndpoints } from "./json-endpoints.ts";
import { createLivenessShape, createPassiveLiveness } from "./passive-liveness.ts";
import { type DiditRequest, parseRequest } from "./request.ts";
import { keepCheck } from "./sessions/complete.ts";
import { createSessionConsole } from "./sessions/console.ts";
import { createFacesOf, type FacesOf } from "./sessions/enrolment.ts";

// Room for the other fields and the lines between the parts.
const formOverheadBytes = 4 * 1024 * 1024;

/** Didit: checks of faces, accounts and billing. */
export const createDidit: CreateProvider = ({ didit: standard, bodyTimeoutMs, strict }) => {
  const state = createSpaceState(() => ({ rates: createRateWindow(), answers: 0 }));
  const facesOf = createFacesOf();
  const toChecks = createSettingsCache((options: DiditOptions) => createChecks(options, facesOf));
  const checks = toChecks(standard);

  const admitCaller = async ({ method, headers, space }: FastifyRequest, reply: FastifyReply) => {
    const isAccepted = async (key: string) =>
      key === space.apiKey || (await findKey(space.store, key)) !== undefined;
    const { didit: options } = space.options;
    const { rates } = state(space);
    const now = space.clock.now();
    const admission = await admit(method, headers, toEdition(options), options, rates, now, isAccepted);
    reply.headers(admission.headers);
    return { apiKey: admission.apiKey };
  };

  return {
    name: "didit",
    specs: checks.map(({ operation }) => operation.spec),
    endpoints: [...checks.map(({ path }) => `POST /v3/${path}/`), ...jsonEndpoints],
    createConsole: ({ onSaved }) => createSessionConsole(facesOf, onSaved),
    documents: editions.map((contract) => ({
      name: contract === "2025-05" ? "didit" : `didit-${contract}`,
      title: `Didit (${contract})`,
      fits: ({ didit }) => didit.contract === contract,
      create() {
        const { didit } = toOptions({ didit: { contract } });
        return createDiditDocument(toChecks(didit), didit);
      },
    })),
    imagine(id, form, { apiKey }, { options }) {
      const check = toChecks(options.didit).find(({ operation }) => operation.spec.id === id);
      if (!check) return undefined;
      const parsed = parseRequest(form, check.shape, toEdition(options.didit), options.didit);
      const names = { magic: [parsed.request.vendorData], ...(apiKey === undefined ? {} : { key: apiKey }) };
      const orderedBy = apiKey !== undefined && isMagicKey(apiKey) ? apiKey : undefined;
      return toImagined(check.operation.spec, parsed, form, names, orderedBy);
    },
    async register(app, services) {
      await useFramework(app);
      await addJsonEndpoints(app, services, bodyTimeoutMs, admitCaller, facesOf);
      for (const [index, { path, answer, price, operation: standardOperation }] of checks.entries()) {
        const find = ({ options: { didit } }: Space) => {
          const check = toChecks(didit)[index];
          if (!check) throw new Error(`no check ${index}`);
          return { ...check, edition: toEdition(didit), options: didit };
        };
        addCheck(app, services, strict, {
          paths: toCheckPaths(path),
          spec: standardOperation.spec,
          operation: (space) => find(space).operation as Operation<DiditRequest>,
          readKey: ({ headers }) => readKey(headers),
          admit: admitCaller,
          read(request, space) {
            const { shape, options } = find(space);
            const maxBodyBytes = shape.images.length * options.maxFileBytes + formOverheadBytes;
            return readFormOrRefuse(request, {
              maxFileBytes: options.maxFileBytes,
              maxBodyBytes,
              bodyTimeoutMs,
            });
          },
          parse(form, _caller, space) {
            const { shape, edition, options } = find(space);
            return parseRequest(form, shape, edition, options);
          },
          listOrders: ({ vendorData }) => [vendorData],
          countAnswer: (space) => ++state(space).answers,
          charge: ({ apiKey = "" }, space) => chargeCheck(space, apiKey, space.options.didit.prices[price]),
          complete: (completed) =>
            keepCheck(completed, {
              facesOf,
              answer,
              onSaved: services.onSaved,
            }),
        });
      }
    },
  };
};

/** The checks with these settings, always in this order. */
function createChecks(options: DiditOptions, facesOf: FacesOf) {
  const edition = toEdition(options);
  return [
    {
      path: "passive-liveness",
      answer: "liveness",
      price: "passiveLiveness",
      operation: createPassiveLiveness(edition, options, facesOf),
      shape: createLivenessShape(options),
    },
    {
      path: "face-match",
      answer: "face_match",
      price: "faceMatch",
      operation: createFaceMatch(edition, options),
      shape: createMatchShape(options),
    },
    {
      path: "face-search",
      answer: "face_search",
      price: "faceSearch",
      operation: createFaceSearch(edition, options, facesOf),
      shape: searchShape,
    },
    {
      path: "age-estimation",
      answer: "age_estimation",
      price: "ageEstimation",
      operation: createAgeEstimation(edition, options),
      shape: createAgeShape(options),
    },
  ] as const;
}
