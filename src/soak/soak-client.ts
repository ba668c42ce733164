import { Agent, request } from "node:http";
import { stampPhoto } from "../bench/photos.ts";
import { type FormCall, toForm, toFormRequest } from "../fuzz/calls.ts";
import { changePart, toField } from "../fuzz/form.ts";
import { type WireRequest, withHeader } from "../fuzz/wire.ts";
import type { World } from "../fuzz/world.ts";

/** A check to send, and the statuses that are right. */
export type SoakCheck = {
  readonly statuses: readonly number[];
  /** Whether nobody has seen the photo. */
  readonly isNew: boolean;
  readonly scenario?: string;
  readonly space?: string;
  readonly isSaved?: boolean;
  readonly fields?: Readonly<Record<string, string>>;
};

/** One connection that is kept. Every call throws for a wrong status and for a body that is no JSON. */
export type SoakClient = {
  readonly url: string;
  readonly check: (check: SoakCheck) => Promise<void>;
  readonly checkSelfie: () => Promise<void>;
  readonly ask: (method: string, path: string, statuses: readonly number[], body?: unknown) => Promise<void>;
  readonly close: () => void;
};

/** Hears the status of every answer. */
export type OnStatus = (status: number) => void;

const timeoutMs = 90_000;
/** Less than the five minutes that tokens are good for. */
const tokenLifeMs = 120_000;

/** A client with a connection of its own. `nextPhoto` numbers photos that nobody has seen. */
export function createSoakClient(
  url: string,
  { calls }: Pick<World, "calls">,
  nextPhoto: () => number,
  onStatus: OnStatus,
): SoakClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const find = (name: string): FormCall => {
    const call = calls.find((known) => known.name === name);
    if (!call) throw new Error(`There is no call ${name}.`);
    return call;
  };
  const [liveness, selfie] = [find("passive-liveness"), find("apptenticate liveness")];
  let access = "";
  let accessUntil = 0;
  const send = async (given: WireRequest, statuses: readonly number[]) => {
    const { status, text } = await exchange(agent, url, given);
    onStatus(status);
    if (!statuses.includes(status))
      throw new Error(
        `${given.method} ${given.path} got ${status}, not ${statuses.join(" or ")}: ${text.slice(0, 150)}`,
      );
    return text;
  };
  const sendJson = async (given: WireRequest, statuses: readonly number[]) =>
    JSON.parse(await send(given, statuses)) as Record<string, unknown>;
  return {
    url,
    async check({ statuses, isNew, scenario, space = "", isSaved = false, fields = {} }) {
      let form = changePart(toForm(liveness), "save_api_request", ({ name }) =>
        toField(name, String(isSaved)),
      );
      if (isNew)
        form = changePart(form, "user_image", (part) => ({
          ...part,
          content: stampPhoto(part.content, nextPhoto()),
        }));
      for (const [name, text] of Object.entries(fields))
        form = { ...changePart(form, name, () => undefined), parts: [...form.parts, toField(name, text)] };
      const given = toFormRequest(liveness, form, { space, access: "", refresh: "" });
      await sendJson(scenario ? withHeader(given, "X-Stuntface-Scenario", scenario) : given, statuses);
    },
    async checkSelfie() {
      if (Date.now() > accessUntil) {
        const body = await sendJson(
          toJsonRequest("POST", "/api/token/", { username: "soak", password: "x" }),
          [200],
        );
        access = String(body.access);
        accessUntil = Date.now() + tokenLifeMs;
      }
      await sendJson(toFormRequest(selfie, toForm(selfie), { space: "", access, refresh: "" }), [200, 503]);
    },
    async ask(method, path, statuses, body) {
      await send(toJsonRequest(method, path, body), statuses);
    },
    close: () => agent.destroy(),
  };
}

function toJsonRequest(method: string, path: string, value: unknown): WireRequest {
  const body = value === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(value));
  const type = value === undefined ? [] : ([["Content-Type", "application/json"]] as const);
  return {
    method,
    path,
    version: "HTTP/1.1",
    headers: [...type, ["Content-Length", String(body.length)]],
    body,
  };
}

function exchange(agent: Agent, url: string, { method, path, headers, body }: WireRequest) {
  const { hostname, port } = new URL(url);
  const own = Object.fromEntries(headers.filter(([name]) => name !== "Host"));
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(
      { agent, hostname, port, method, path, headers: own, timeout: timeoutMs },
      (response) => {
        response.toArray().then(
          (chunks) =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks as Buffer[]).toString(),
            }),
          reject,
        );
      },
    );
    sent.once("timeout", () =>
      sent.destroy(new Error(`${method} ${path} got no answer in ${timeoutMs} ms.`)),
    );
    sent.once("error", reject);
    sent.end(body);
  });
}
