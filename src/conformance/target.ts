import { ClientError } from "../client/http.ts";
import type { ProviderName } from "./question.ts";

/** Whose checks an address serves: the vendors' own hosts serve their own, any other may serve all. */
export function listProviders(url: string): readonly ProviderName[] {
  const { hostname } = new URL(url);
  if (/(^|\.)didit\.me$/.test(hostname)) return ["didit"];
  return /(^|\.)apptenticate\.com$/.test(hostname) ? ["apptenticate"] : ["didit", "apptenticate"];
}

/** Whether Stuntface answers there, which bills nobody; it says so in a header of every answer unless its diagnostics are off. */
export async function isStuntface(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/v3/no-such-check/`, { redirect: "manual" });
    await response.arrayBuffer();
    return response.headers.has("x-stuntface-request-id");
  } catch (error) {
    const { cause, message } = error as Error;
    const reason = (cause instanceof Error && cause.message) || message;
    throw new ClientError(
      `no answer from ${url}: ${reason}. Start a server with "stuntface serve", or name one with --url.`,
    );
  }
}
