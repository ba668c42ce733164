import { sendForcedCall } from "./forced-call.ts";
import type { StampedForm } from "./forced-form.ts";
import { withScenarioServer } from "./scenario-server.ts";

/** How long the texts are in which the server reports one forced call. */
export type ForcedRecords = {
  /** The journal's record as compact JSON. */
  readonly recordBytes: number;
  /** The explanation for people; undefined from a server that gives none. */
  readonly explainBytes: number | undefined;
};

/** Sends one call to a server with `files` scenarios, so that there is much to explain, and asks what it says about it. */
export function measureRecords(form: StampedForm, files: number): Promise<ForcedRecords> {
  return withScenarioServer(files, [], async ({ url }) => {
    const id = await sendForcedCall(url, form);
    const { requests } = (await ask(`${url}/__admin/requests`)) as { requests: object[] };
    const record = requests.find((kept) => Object.values(kept).includes(id));
    if (record === undefined) throw new Error(`The journal holds no record of the call ${id}.`);
    return {
      recordBytes: Buffer.byteLength(JSON.stringify(record)),
      explainBytes: await measureExplanation(`${url}/__admin/requests/${id}/explain`),
    };
  });
}

async function ask(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`);
  return response.json();
}

async function measureExplanation(url: string): Promise<number | undefined> {
  const response = await fetch(url, { headers: { accept: "text/plain" } });
  const text = await response.text();
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${text.slice(0, 200)}`);
  return Buffer.byteLength(text);
}
