import { createProviders } from "../../src/app.ts";
import type { OpenApiDocument } from "../../src/openapi/document.ts";
import { toOptions } from "../../src/option-leaves.ts";
import type { PartialOptions } from "../../src/options.ts";

/** Vendors' documents by the name of their file, and the settings that each is made with. */
export const vendorDocuments: Readonly<
  Record<string, { readonly provider: string; readonly options: PartialOptions }>
> = {
  didit: { provider: "didit", options: { didit: { contract: "2025-05" } } },
  "didit-2026-06": { provider: "didit", options: { didit: { contract: "2026-06" } } },
  apptenticate: { provider: "apptenticate", options: {} },
};

/** The document with this name as the source describes it. */
export function createVendorDocument(name: string): OpenApiDocument {
  const told = vendorDocuments[name];
  if (!told) throw new Error(`no document ${name}`);
  const options = toOptions(told.options);
  const provider = createProviders(options).find((candidate) => candidate.name === told.provider);
  if (!provider) throw new Error(`no provider ${told.provider}`);
  return provider.describe(options);
}
