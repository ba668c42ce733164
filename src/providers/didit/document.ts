import { createDocument, type OpenApiDocument } from "../../openapi/document.ts";
import type { DiditOptions } from "../../options.ts";
import { readVersion } from "../../package-root.ts";
import { accountEndpoints } from "./accounts/endpoints.ts";
import { listBillingEndpoints } from "./billing/endpoints.ts";
import { createCheckEndpoint, type DescribedCheck } from "./check-endpoints.ts";
import { toEdition } from "./edition.ts";
import { listSessionEndpoints } from "./sessions/endpoints.ts";

const tags = [
  { name: "checks", description: "Checks of faces in uploaded images." },
  { name: "sessions", description: "Saved checks and the blocklist." },
  { name: "billing", description: "The credits of a key." },
  { name: "accounts", description: "Accounts, and how to come by a key." },
];

/** Didit's API as a server with these settings emulates it. */
export function createDiditDocument(
  checks: readonly DescribedCheck[],
  options: DiditOptions,
): OpenApiDocument {
  const edition = toEdition(options);
  const description = [
    `Didit's API, edition ${edition.name}, as Stuntface emulates it; Didit itself serves it at verification.didit.me (accounts at apx.didit.me).`,
    "Every path is also answered without its trailing slash.",
    "Stuntface adds the headers X-Stuntface-Request-Id, X-Stuntface-Scenario, X-Stuntface-Outcome and Server-Timing.",
  ].join(" ");
  return createDocument(
    {
      info: { title: `Didit (${edition.name})`, version: readVersion(), description },
      tags,
      securitySchemes: {
        apiKey: {
          type: "apiKey",
          in: "header",
          name: "x-api-key",
          description: "Key of the application. Stuntface takes every one unless keys are configured.",
        },
      },
    },
    [
      ...checks.map((check) => createCheckEndpoint(check, edition, options)),
      ...listSessionEndpoints(edition),
      ...listBillingEndpoints(edition),
      ...accountEndpoints,
    ],
  );
}
