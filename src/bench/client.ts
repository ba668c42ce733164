import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

/** How long one call took for the client, and how much of that the server spent on looking at the photo. */
export type CallTime = { readonly totalMs: number; readonly engineMs: number };

/** A client of Didit's passive liveness that costs as little processor time as possible, as it runs beside the server. */
export type Client = {
  /** Sends a JPEG; throws unless the answer is 200. */
  check(baseUrl: string, jpeg: Uint8Array): Promise<CallTime>;
  close(): void;
};

const boundary = "stuntface-bench";
const head = Buffer.from(
  `--${boundary}\r\nContent-Disposition: form-data; name="user_image"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
);
const tail = Buffer.from(`\r\n--${boundary}--\r\n`);

/** A client with kept connections. */
export function createClient(): Client {
  const agent = new Agent({ keepAlive: true });
  return {
    async check(baseUrl, jpeg) {
      const form = Buffer.concat([head, jpeg, tail]);
      const startMs = performance.now();
      const { status, text, timing } = await post(agent, `${baseUrl}/v3/passive-liveness/`, form);
      const totalMs = performance.now() - startMs;
      if (status !== 200) throw new Error(`The server answered ${status}: ${text.slice(0, 200)}`);
      return { totalMs, engineMs: Number(/detect;dur=([\d.]+)/.exec(timing)?.[1]) };
    },
    close: () => agent.destroy(),
  };
}

type Answer = { readonly status: number; readonly text: string; readonly timing: string };

function post(agent: Agent, url: string, form: Buffer): Promise<Answer> {
  const headers = {
    "x-api-key": "bench",
    "content-type": `multipart/form-data; boundary=${boundary}`,
    "content-length": form.length,
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, async (response) => {
      try {
        const text = Buffer.concat(await response.toArray()).toString();
        const timing = String(response.headers["server-timing"] ?? "");
        resolve({ status: response.statusCode ?? 0, text, timing });
      } catch (error) {
        reject(error);
      }
    });
    sent.once("error", reject);
    sent.end(form);
  });
}
