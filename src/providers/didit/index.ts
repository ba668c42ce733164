import { createRateWindow } from "../../sandbox/rate-window.ts";
import { createSpaceState } from "../../sandbox/space.ts";
import type { CreateProvider, Operation } from "../provider.ts";
import { addCheck } from "../rest-framework/check.ts";
import { readFormOrRefuse, useFramework } from "../rest-framework/framework.ts";
import { admit, readKey } from "./admission.ts";
import { toEdition } from "./edition.ts";
import { createFaceMatch, createMatchShape } from "./face-match.ts";
import { createLivenessShape, createPassiveLiveness } from "./passive-liveness.ts";
import { type DiditRequest, parseRequest } from "./request.ts";

// Room for the other fields and the lines between the parts.
const formOverheadBytes = 4 * 1024 * 1024;

/** Didit: passive liveness and face match. */
export const createDidit: CreateProvider = ({ didit: options, bodyTimeoutMs, strict }) => {
  const edition = toEdition(options);
  const state = createSpaceState(() => ({ rates: createRateWindow(), answers: 0 }));
  const checks = [
    {
      path: "passive-liveness",
      operation: createPassiveLiveness(edition, options),
      shape: createLivenessShape(options),
    },
    { path: "face-match", operation: createFaceMatch(edition, options), shape: createMatchShape(options) },
  ] as const;

  return {
    name: "didit",
    specs: checks.map(({ operation }) => operation.spec),
    endpoints: checks.map(({ path }) => `POST /v3/${path}/`),
    async register(app, services) {
      await useFramework(app);
      for (const { path, operation, shape } of checks) {
        const limits = {
          maxFileBytes: options.maxFileBytes,
          maxBodyBytes: shape.images.length * options.maxFileBytes + formOverheadBytes,
          bodyTimeoutMs,
        };
        addCheck(app, services, strict, {
          paths: [`/v3/${path}/`, `/v2/${path}/`],
          operation: operation as Operation<DiditRequest>,
          readKey: ({ headers }) => readKey(headers),
          admit(request, reply, space) {
            const { rates } = state(space);
            const now = space.clock.now();
            const admission = admit(
              request.method,
              request.headers,
              edition,
              options,
              rates,
              now,
              space.apiKey,
            );
            reply.headers(admission.headers);
            return { apiKey: admission.apiKey };
          },
          read: (request) => readFormOrRefuse(request, limits),
          parse: (form) => parseRequest(form, shape, edition, options),
          listOrders: ({ vendorData }) => [vendorData],
          countAnswer: (space) => ++state(space).answers,
        });
      }
    },
  };
};
