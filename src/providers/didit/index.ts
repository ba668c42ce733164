import type { FastifyReply, FastifyRequest } from "fastify";
import { createRateWindow } from "../../sandbox/rate-window.ts";
import type { Services } from "../../services.ts";
import type { CreateProvider, Operation } from "../provider.ts";
import { runCheck } from "../rest-framework/check.ts";
import { addEndpoint } from "../rest-framework/endpoint.ts";
import { readFormOrRefuse, useFramework } from "../rest-framework/framework.ts";
import { type Admission, admit } from "./admission.ts";
import { toEdition } from "./edition.ts";
import { createFaceMatch, createMatchShape } from "./face-match.ts";
import { createLivenessShape, createPassiveLiveness } from "./passive-liveness.ts";
import { type DiditRequest, parseRequest, type RequestShape } from "./request.ts";

// Room for the other fields and the lines between the parts.
const formOverheadBytes = 4 * 1024 * 1024;

/** Didit: passive liveness and face match. */
export const createDidit: CreateProvider = ({ didit: options, bodyTimeoutMs }) => {
  const edition = toEdition(options);
  const rates = createRateWindow();
  const admissions = new WeakMap<FastifyRequest, Admission>();
  const checks = [
    {
      path: "passive-liveness",
      operation: createPassiveLiveness(edition, options),
      shape: createLivenessShape(options),
    },
    { path: "face-match", operation: createFaceMatch(edition, options), shape: createMatchShape(options) },
  ] as const;
  let answerCount = 0;

  const check = async (
    operation: Operation<DiditRequest>,
    shape: RequestShape,
    request: FastifyRequest,
    reply: FastifyReply,
    services: Services,
  ) => {
    const maxBodyBytes = shape.images.length * options.maxFileBytes + formOverheadBytes;
    const form = await readFormOrRefuse(request, {
      maxFileBytes: options.maxFileBytes,
      maxBodyBytes,
      bodyTimeoutMs,
    });
    const parsed = parseRequest(form, shape, edition, options);
    const apiKey = admissions.get(request)?.apiKey ?? "";
    const caller = { apiKey, key: apiKey, magic: [parsed.vendorData] };
    return runCheck(operation, parsed, caller, ++answerCount, request, reply, services);
  };

  return {
    name: "didit",
    specs: checks.map(({ operation }) => operation.spec),
    endpoints: checks.map(({ path }) => `POST /v3/${path}/`),
    async register(app, services) {
      await useFramework(app);
      for (const { path, operation, shape } of checks)
        addEndpoint(app, {
          paths: [`/v3/${path}/`, `/v2/${path}/`],
          method: "POST",
          admit: (request, reply) => {
            const admission = admit(request.method, request.headers, edition, options, rates, services.now());
            admissions.set(request, admission);
            reply.headers(admission.headers);
          },
          handle: (request, reply) =>
            check(operation as Operation<DiditRequest>, shape, request, reply, services),
        });
    },
  };
};
