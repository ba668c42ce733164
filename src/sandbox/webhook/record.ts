/** One try to deliver a webhook: the status of the answer, or why there is none. */
export type WebhookAttempt = {
  /** 1 for the first one. */
  readonly number: number;
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  readonly ms: number;
  readonly status?: number;
  /** A word or two such as `timeout` and `dropped`, or the code that Node gives the failure, such as ECONNREFUSED. */
  readonly error?: string;
};

/** `failed` when no further try is made by itself; `dropped` when the queue was full or closed. */
export type WebhookState = "pending" | "delivered" | "failed" | "dropped";

/** A webhook and what became of it, without anything secret. */
export type WebhookRecord = {
  readonly eventId: string;
  /** Where it goes, without credentials and query. */
  readonly url: string;
  readonly state: WebhookState;
  /** In order, the last ones of many. */
  readonly attempts: readonly WebhookAttempt[];
  /** When the next try begins, in milliseconds since 1970; absent unless one waits for its time. */
  readonly nextAttemptAt?: number;
};

/** The URL without user, password, fragment and query, which often hold tokens; a word in place of what is no URL. */
export function toPublicUrl(text: string): string {
  if (!URL.canParse(text)) return "(not a URL)";
  const { protocol, host, pathname, search } = new URL(text);
  return `${protocol}//${host}${pathname}${search === "" ? "" : "?***"}`;
}

/** Whether the URL is one that a webhook can be posted to. */
export function isWebhookUrl(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

/** What went wrong, in a word: the messages of errors may repeat the URL. */
export function toErrorWord(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? code : error.name;
}
