import { performance } from "node:perf_hooks";
import autocannon from "autocannon";
import { formType, type StampedForms, stampForm } from "./forced-form.ts";
import { type OnProgress, runTask } from "./task.ts";

/** Forms that are sent to one server in turn, each time with photos that nobody has seen. */
export type Uploads = {
  readonly url: string;
  readonly forms: StampedForms;
  /** Number of the first upload; two loads with the same numbers send the same photos. */
  readonly first: number;
  readonly count: number;
  /** Uploads before the measured ones, in which the generator of the load warms up as well. */
  readonly warmUp: number;
};

/** What the generator saw of the measured uploads. */
export type UploadTimes = {
  readonly latenciesMs: readonly number[];
  readonly elapsedMs: number;
  /** Answers with 200. */
  readonly answered: number;
};

/** The issue sets its targets for four connections. */
export const connections = 4;

/** Sends the uploads with autocannon from a process of its own. */
export function runUploads(uploads: Uploads, onProgress: OnProgress = () => {}): Promise<UploadTimes> {
  return runTask(new URL("./upload-child.js", import.meta.url), uploads, onProgress);
}

/** Sends the uploads from this process. */
export async function sendUploads(uploads: Uploads, onProgress: OnProgress): Promise<UploadTimes> {
  const { first, count, warmUp } = uploads;
  if (warmUp > 0) await fire({ ...uploads, count: warmUp }, () => {});
  return fire({ ...uploads, first: first + warmUp, count }, onProgress);
}

// A server that is gone would be asked for ever.
const mostFailures = 50;

async function fire({ url, forms, first, count }: Uploads, onProgress: OnProgress): Promise<UploadTimes> {
  const latenciesMs: number[] = [];
  let answered = 0;
  let number = first;
  // A buffer comes from another process as plain bytes. The generator copies what it is given before it asks for more.
  const requests = forms.map(({ body, numbersAt }) => {
    const form = { body: Buffer.from(body), numbersAt };
    return {
      setupRequest: (request: autocannon.Request) => ({ ...request, body: stampForm(form, number++) }),
    };
  });
  const progressStep = Math.ceil(count / 10);
  const startMs = performance.now();
  let endMs = startMs;
  await new Promise<void>((resolve, reject) => {
    const load = autocannon(
      {
        url: `${url}/v3/face-match/`,
        method: "POST",
        headers: { "x-api-key": "bench", "content-type": formType },
        requests,
        connections,
        amount: count,
        bailout: mostFailures,
        // How often the generator looks whether it is done.
        sampleInt: 50,
      },
      (error: Error | null) => (error ? reject(error) : resolve()),
    );
    // Its own histogram knows whole milliseconds only.
    load.on("response", (_client, status, _bytes, latencyMs) => {
      endMs = performance.now();
      latenciesMs.push(latencyMs);
      if (status === 200) answered++;
      if (latenciesMs.length % progressStep === 0) onProgress(latenciesMs.length, count);
    });
  });
  return { latenciesMs, elapsedMs: endMs - startMs, answered };
}
