import type { FastifyInstance } from "fastify";
import type { Services } from "../../services.ts";
import { addTextParser } from "../rest-framework/text-body.ts";
import { accountEndpoints, addAccounts } from "./accounts/index.ts";
import { type Admit, addBilling, billingEndpoints } from "./billing/index.ts";
import type { FacesOf } from "./sessions/enrolment.ts";
import { addSessions, sessionEndpoints } from "./sessions/index.ts";

/** Lines for the banner. */
export const jsonEndpoints = [...accountEndpoints, ...billingEndpoints, ...sessionEndpoints];

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
