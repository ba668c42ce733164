import type { Deliver, WebhookRequest } from "./deliver.ts";
import { toErrorWord, type WebhookAttempt } from "./record.ts";

/** How a try ended: with an answer, or with a word that says why there is none. */
export type AttemptResult = Pick<WebhookAttempt, "status" | "error">;

/** Delivers once. Never rejects, and ends when `signal` aborts or the time is over even if `deliver` does not. */
export async function attemptDelivery(
  deliver: Deliver,
  request: WebhookRequest,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<AttemptResult> {
  const controller = new AbortController();
  const timeout = new Error("timeout");
  const stop = () => controller.abort();
  const timer = setTimeout(() => controller.abort(timeout), timeoutMs);
  timer.unref();
  signal.addEventListener("abort", stop, { once: true });
  try {
    const ended = new Promise<never>((_resolve, reject) => {
      const end = () => reject(controller.signal.reason);
      // A status that came before an endless body counts, so `deliver` may still return it.
      controller.signal.addEventListener("abort", () => setImmediate(end), { once: true });
    });
    const answer = async () => deliver(request, controller.signal);
    const status = await Promise.race([ended, answer()]);
    return { status };
  } catch (error) {
    if (signal.aborted) return { error: "dropped" };
    return { error: controller.signal.reason === timeout ? "timeout" : toErrorWord(error) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** Whether Didit tries again after this: on 5xx, on 404 and without an answer. */
export function isWorthRetrying({ status }: AttemptResult): boolean {
  return status === undefined || status === 404 || status >= 500;
}

/** Whether the receiver has taken it. */
export function isDelivered({ status }: AttemptResult): boolean {
  return status !== undefined && status >= 200 && status < 300;
}
