import type { PartialOptions } from "../../src/options.ts";
import { callLiveness, createAdminApp, type LivenessCall } from "./admin.ts";
import type { TestSetup } from "./app.ts";
import { createPeopleEngine, toPersonPart } from "./people.ts";

type Warning = { readonly risk: string; readonly log_type: string; readonly additional_data?: unknown };

/** A server that tells people apart by their photos, with short ways to its checks, blocklist and sessions. */
export async function createSandbox(didit: PartialOptions["didit"] = {}, setup: TestSetup = {}) {
  const engine = createPeopleEngine();
  const admin = await createAdminApp({ engine, options: { didit }, ...setup });
  const key = { "x-api-key": "test-key" };
  return {
    ...admin,
    engine,
    /** Checks the liveness of a person. */
    async check(person: number, fields: Readonly<Record<string, string>> = {}, call: LivenessCall = {}) {
      const answer = await callLiveness(admin.app, { parts: [toPersonPart(person)], fields, ...call });
      const { liveness, request_id: id } = answer.body;
      const warnings: readonly Warning[] = liveness?.warnings ?? [];
      return {
        ...answer,
        id: id as string,
        verdict: liveness?.status as string | undefined,
        warnings,
        risks: warnings.map(({ risk }) => risk),
      };
    },
    decide: (id: string, space = "", headers: Record<string, string> = key) =>
      admin.ask(`GET ${space}/v3/session/${id}/decision/`, undefined, headers),
    /** Adds to the blocklist or removes from it. */
    blocklist: (action: "add" | "remove", body: unknown, headers: Record<string, string> = key) =>
      admin.ask(`POST /v3/blocklist/${action}/`, body, headers),
    readBalance: async () =>
      (await admin.ask("GET /v3/billing/balance/", undefined, key)).body.balance as string,
  };
}
