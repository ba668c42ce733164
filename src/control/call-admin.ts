import { AdminCallError } from "./admin-call-error.ts";

/** How an admin call is made. */
export type AdminCall = {
  /** GET without a body and POST with one unless it is given. */
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
  /** Statuses besides 2xx whose bodies the caller reads itself. */
  readonly expected?: readonly number[];
  readonly accept?: "application/json" | "text/plain";
  readonly signal?: AbortSignal | undefined;
};

/** What an admin call was answered. */
export type AdminAnswer = { readonly status: number; readonly text: string };

/** Makes admin calls below one address; throws {@link AdminCallError} for any answer that was not expected. */
export type CallAdmin = (path: string, call?: AdminCall) => Promise<AdminAnswer>;

/** A caller for the admin surface of the server or space at `url`. */
export function createCallAdmin(url: string, token: string | undefined): CallAdmin {
  // Held, so that a test may replace the global one.
  const { fetch } = globalThis;
  if (typeof fetch !== "function")
    throw new AdminCallError(
      "this environment has no fetch; Jest has it with testEnvironment node, in one file with a first line /** @jest-environment node */.",
    );
  return async (path, { method, body, expected = [], accept = "application/json", signal } = {}) => {
    const address = `${url}/__admin/${path}`;
    let response: Response;
    let text: string;
    try {
      response = await fetch(address, {
        method: method ?? (body === undefined ? "GET" : "POST"),
        headers: { accept, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      });
      text = await response.text();
    } catch (error) {
      if (signal?.aborted) throw error;
      const { cause } = error as { cause?: Error };
      throw new AdminCallError(
        `no answer from ${address}: ${cause?.message || (error as Error).message}. Is the server running there?`,
        undefined,
        { cause: error },
      );
    }
    const { status, ok } = response;
    if (ok || expected.includes(status)) return { status, text };
    throw new AdminCallError(toSentence(text, address, status), status);
  };
}

/** The answer's body as a value of this realm: Jest runs tests in another one than fetch. */
export function parseAnswer<T>({ text }: AdminAnswer): T {
  return JSON.parse(text) as T;
}

function toSentence(text: string, address: string, status: number): string {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    if (typeof error === "string") return error;
  } catch {
    // Other servers answer with other texts.
  }
  return `${address} answered ${status}, as no admin surface of Stuntface does: ${text.slice(0, 200)}`;
}

/** A part of a path, escaped. */
export function toSegment(id: string): string {
  return encodeURIComponent(id);
}
