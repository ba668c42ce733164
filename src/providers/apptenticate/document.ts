import { createDocument, type OpenApiDocument } from "../../openapi/document.ts";
import type { ApptenticateOptions } from "../../options.ts";
import { readVersion } from "../../package-root.ts";
import { listEndpoints } from "./endpoints.ts";

const description = [
  "Apptenticate's API as Stuntface emulates it; Apptenticate itself serves it at api.apptenticate.com.",
  "Every path is also answered without its trailing slash.",
  "A server that is set to do so answers a selfie with `{data: …}` around the body.",
  "Stuntface adds the headers X-Stuntface-Request-Id, X-Stuntface-Scenario, X-Stuntface-Outcome and Server-Timing.",
].join(" ");

/** Apptenticate's API as a server with these settings emulates it. */
export function createApptenticateDocument(options: ApptenticateOptions): OpenApiDocument {
  return createDocument(
    {
      info: { title: "Apptenticate", version: readVersion(), description },
      tags: [
        { name: "tokens", description: "Tokens that calls carry." },
        { name: "biometrics", description: "Checks of faces in uploaded images." },
      ],
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "An access token from /api/token/.",
        },
      },
    },
    listEndpoints(options),
  );
}
