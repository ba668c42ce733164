import type { Added, Admin, Space } from "./admin.ts";
import { type CallAdmin, createCallAdmin, parseAnswer, toSegment } from "./call-admin.ts";
import { createClock, createSessions, createSettings, createWebhookLog } from "./consoles.ts";
import { toOrder } from "./force.ts";
import { verifyCalls } from "./verification.ts";
import { waitForCalls } from "./wait.ts";

/** How a server is reached. */
export type ConnectOptions = {
  /** The server's `--admin-token`. */
  readonly token?: string | undefined;
  /** Where the client under test reaches the server, when that is not where the admin calls go: over https, or by a name in a container network. */
  readonly baseUrl?: string | undefined;
};

/**
 * The admin surface of the server at `url`, or of the space that the address names: `http://stuntface:4090/~ci-7`. Nothing is called yet. With
 * `--admin-port` it is the address with that port. Throws TypeError for what is no http or https address.
 */
export function connect(url: string, { token, baseUrl }: ConnectOptions = {}): Admin {
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new TypeError(`${url} is no http or https address.`);
  const [, server = "", id] = /^(.*?)(?:\/~([^/]+))?\/*$/.exec(url) ?? [];
  const access = { server, token, baseUrl: baseUrl?.replace(/\/+$/, "") };
  return createAdmin(access, id === undefined ? undefined : decodeURIComponent(id));
}

type Access = { readonly server: string } & ConnectOptions;

function createAdmin(access: Access, id: string | undefined): Admin {
  const { server, token } = access;
  const call = createCallAdmin(id === undefined ? server : `${server}/~${toSegment(id)}`, token);
  const ask = async <T>(...order: Parameters<CallAdmin>) => parseAnswer<T>(await call(...order));
  const toAdded = (ids: readonly string[]): Added => ({
    ids,
    async remove() {
      for (const added of ids)
        await call(`scenarios/${toSegment(added)}`, { method: "DELETE", expected: [404] });
    },
  });
  return {
    async space(name) {
      const made = await ask<SpaceAnswer>("spaces", { body: name === undefined ? {} : { id: name } });
      return createSpace(access, made);
    },
    async force(forced, options = {}) {
      const armed = await ask<{ id: string }>("arm", { body: await toOrder(call, forced, options) });
      return toAdded([armed.id]);
    },
    async use(scenarios) {
      const body = Array.isArray(scenarios) ? { scenarios } : scenarios;
      const answer = await ask<{ id?: string; ids?: string[] }>("scenarios", { body });
      return toAdded(answer.ids ?? [answer.id ?? ""]);
    },
    async requests(match) {
      const { requests } = await ask<Calls>("requests/find", { body: { match } });
      return [...requests].reverse();
    },
    request: (call) => ask(`requests/${toSegment(call)}`),
    async count(match) {
      return (await ask<{ count: number }>("requests/count", { body: { match } })).count;
    },
    waitFor: (match, options = {}) => waitForCalls(call, match, options),
    verify: (match, times) => verifyCalls(call, `space ${id ?? "default"}`, match, times),
    async reset(...only) {
      await call(`reset${only.length === 0 ? "" : `?only=${only.join(",")}`}`, { method: "POST" });
    },
    explain: async (about) =>
      (await call(`requests/${toSegment(about)}/explain`, { accept: "text/plain" })).text,
    mail: async () => (await ask<{ mails: [] }>("mail")).mails,
    clock: createClock(call),
    settings: createSettings(call),
    sessions: createSessions(call),
    webhooks: createWebhookLog(call),
  };
}

type SpaceAnswer = { readonly id: string; readonly baseUrl: string; readonly apiKey: string };
type Calls = { readonly requests: readonly [] };

function createSpace(access: Access, { id, baseUrl, apiKey }: SpaceAnswer): Space {
  return {
    ...createAdmin(access, id),
    id,
    url:
      access.baseUrl === undefined ? baseUrl : access.baseUrl + new URL(baseUrl).pathname.replace(/\/$/, ""),
    apiKey,
    async remove() {
      await createCallAdmin(access.server, access.token)(`spaces/${toSegment(id)}`, {
        method: "DELETE",
        expected: [404],
      });
    },
  };
}
