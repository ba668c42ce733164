import type { FastifyInstance } from "fastify";
import { toTemplate } from "../../openapi/document.ts";
import type { Services } from "../../services.ts";
import { addTextParser } from "../rest-framework/text-body.ts";
import { accountEndpoints } from "./accounts/endpoints.ts";
import { addAccounts } from "./accounts/index.ts";
import { balanceEndpoint, topUpEndpoint } from "./billing/endpoints.ts";
import { type Admit, addBilling } from "./billing/index.ts";
import { edition2025 } from "./edition-2025-05.ts";
import { listSessionEndpoints } from "./sessions/endpoints.ts";
import type { FacesOf } from "./sessions/enrolment.ts";
import { addSessions } from "./sessions/index.ts";

/** Lines for the banner. */
export const jsonEndpoints = [
  ...accountEndpoints,
  balanceEndpoint,
  topUpEndpoint,
  ...listSessionEndpoints(edition2025),
].map(({ method, paths }) => `${method} ${toTemplate(paths[0] ?? "")}`);

/** Accounts, billing and saved calls, in an instance of their own: the checks leave JSON bodies unread. */
export async function addJsonEndpoints(
  app: FastifyInstance,
  services: Services,
  bodyTimeoutMs: number,
  admit: Admit,
  facesOf: FacesOf,
): Promise<void> {
  await app.register(async (instance) => {
    addTextParser(instance, ["application/json"], bodyTimeoutMs);
    addAccounts(instance, services);
    addBilling(instance, services, admit);
    addSessions(instance, facesOf, admit);
  });
}
