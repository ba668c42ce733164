import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";

/** A signed webhook on its way. */
export type WebhookRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Posts a webhook and returns the status of the answer; rejects when there is none or the signal aborts before it. */
export type Deliver = (request: WebhookRequest, signal: AbortSignal) => Promise<number>;

const maxAnswerBytes = 64 * 1024;

/** Posts on a connection of its own, without following redirects. Of the answer's body at most 64 kB are read, for the receiver's sake, and thrown away. */
export const deliverWebhook: Deliver = async (request, signal) => {
  const response = await post(request, signal);
  await discard(response, signal);
  return response.statusCode ?? 0;
};

// fetch of Node 20 opens an idle connection in place of each one that is cut, and connections that are kept fail a webhook
// when the receiver closes them at the wrong moment.
function post({ url, headers, body }: WebhookRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { target, authorization } = splitCredentials(url);
  const request = target.protocol === "https:" ? requestTls : requestPlain;
  return new Promise((resolve, reject) => {
    request(target, { method: "POST", headers: { ...headers, ...authorization }, agent: false, signal })
      .on("response", resolve)
      .on("error", reject)
      // Comes last, and alone after an answer that is no answer, such as 101.
      .on("close", () => reject(Object.assign(new Error("closed"), { code: "ECONNRESET" })))
      .end(body);
  });
}

/** Node would refuse credentials with a percent sign that escapes nothing. */
function splitCredentials(url: string): { target: URL; authorization: Record<string, string> } {
  const target = new URL(url);
  const { username, password } = target;
  target.username = "";
  target.password = "";
  if (!username && !password) return { target, authorization: {} };
  const credentials = Buffer.from(`${unescapePercents(username)}:${unescapePercents(password)}`);
  return { target, authorization: { Authorization: `Basic ${credentials.toString("base64")}` } };
}

function unescapePercents(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Resolves however the body ends: the status has decided already. */
function discard(response: IncomingMessage, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    response
      .on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes >= maxAnswerBytes) response.destroy();
      })
      .on("error", () => {})
      .on("close", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
