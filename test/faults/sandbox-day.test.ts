import { expect, test } from "vitest";
import type { PartialOptions } from "../../src/options.ts";
import { goodPassword } from "../helpers/accounts.ts";
import { checkDiditWebhook } from "../helpers/didit-check.ts";
import { createPeopleEngine, people, toPersonPart } from "../helpers/people.ts";
import { type Receiver, startReceiver } from "../helpers/receiver.ts";
import { fetchJson, postForm, startTestServer } from "../helpers/server.ts";
import { createDataPath } from "../helpers/state-stores.ts";

type Edition = "2025-05" | "2026-06";
type Warning = { readonly risk: string; readonly additional_data?: unknown };

const editions: readonly Edition[] = ["2025-05", "2026-06"];
const email = "you@example.com";
const credentials = { email, password: goodPassword };
const secret = "a secret of the day";
const json = { "content-type": "application/json" };

/** A server on a free port and what a client does with it, as plain HTTP. */
async function start(contract: Edition, options: PartialOptions = {}) {
  const server = await startTestServer(
    { didit: { contract, accountCredits: 2 }, ...options },
    { engine: createPeopleEngine() },
  );
  const { url } = server;
  return {
    ...server,
    account: (name: string, body: unknown) =>
      fetchJson(`${url}/auth/v2/programmatic/${name}/`, "POST", body, json),
    admin: (path: string, body?: unknown) =>
      fetchJson(`${url}/__admin/${path}`, body === undefined ? "GET" : "POST", body, body ? json : {}),
    get: (path: string, key: string) => fetchJson(url + path, "GET", undefined, { "x-api-key": key }),
    post: (path: string, body: unknown, key: string) =>
      fetchJson(url + path, "POST", body, { ...json, "x-api-key": key }),
    async check(person: number, vendorData: string, key: string) {
      const parts = [{ name: "vendor_data", content: vendorData }, toPersonPart(person)];
      const { status, body } = await postForm(`${url}/v3/passive-liveness/`, parts, { "x-api-key": key });
      const warnings: readonly Warning[] = body.liveness?.warnings ?? [];
      return {
        status,
        body,
        id: body.request_id as string,
        outcome: [body.liveness?.status, warnings.map(({ risk }) => risk)],
        about: warnings.map((warning) => warning.additional_data),
      };
    },
  };
}

type Sandbox = Awaited<ReturnType<typeof start>>;

/** Registers and verifies an account with the code from the mail; returns its key. */
async function register({ account, admin }: Sandbox): Promise<string> {
  expect((await account("register", credentials)).status).toBe(201);
  const { mails } = (await admin("mail")).body;
  expect(mails).toMatchObject([{ to: email }]);
  const verified = await account("verify-email", { email, code: mails[0].code });
  expect([verified.status, verified.body.api_key]).toEqual([200, expect.stringMatching(/^[\w-]{43}$/)]);
  return verified.body.api_key;
}

/** Checks two people and finds the balance empty; returns the id of the first check. */
async function useUpCredits({ check }: Sandbox, key: string): Promise<string> {
  const first = await check(people.same, "ann", key);
  expect(first.outcome).toEqual(["Approved", []]);
  expect((await check(people.other, "bob", key)).outcome).toEqual(["Approved", []]);
  const refused = await check(people.same, "ann", key);
  expect([refused.status, refused.body.error]).toEqual([403, expect.stringContaining("enough credits")]);
  return first.id;
}

/** Pays 50 dollars on the checkout page. */
async function topUp({ post, get }: Sandbox, key: string): Promise<void> {
  const { body } = await post("/v3/billing/top-up/", { amount_in_dollars: 50 }, key);
  const page = await fetch(body.checkout_session_url);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("Add $50.00")]);
  const paid = await fetchJson(body.checkout_session_url, "POST", undefined, { accept: "application/json" });
  expect(paid.body).toMatchObject({ status: "complete", amount_in_dollars: "50.00" });
  expect((await get("/v3/billing/balance/", key)).body.balance).toBe("50.0000");
}

/** Waits until the receiver hears of the session with this status, signed as the vendor documents it. */
async function expectTold({ received }: Receiver, sessionId: string, status: string): Promise<void> {
  const find = () =>
    received.find(({ body }) => {
      const event = JSON.parse(body);
      return event.session_id === sessionId && event.status === status;
    });
  await expect.poll(find, { timeout: 10_000 }).toBeDefined();
  const told = find() ?? expect.fail("not told");
  expect(checkDiditWebhook(told.headers, told.body, secret, Date.now() / 1000)).toEqual({
    isFresh: true,
    raw: true,
    v2: true,
    simple: true,
  });
  expect(JSON.parse(told.body).decision).toMatchObject({ session_id: sessionId, status });
}

test.each(editions)(
  "a day in the sandbox, from the registration to the manual decision, in edition %s",
  async (edition) => {
    const receiver = await startReceiver();
    const sandbox = await start(edition, { webhook: { url: receiver.url, secret } });
    const { check, post, get, admin } = sandbox;
    const points = (kind: string, id: string, number: number) =>
      edition === "2025-05"
        ? [undefined]
        : [{ [`${kind}_session_id`]: id, [`${kind}_session_number`]: number, api_service: null }];

    const key = await register(sandbox);
    const annsId = await useUpCredits(sandbox, key);
    await topUp(sandbox, key);
    expect((await check(people.same, "ann", key)).outcome).toEqual(["Approved", []]);

    const duplicate = await check(people.same, "eve", key);
    expect(duplicate.outcome).toEqual(["Approved", ["DUPLICATED_FACE"]]);
    const bobs = await check(people.other, "eve", key);
    expect(bobs.about).toEqual(points("duplicated", expect.any(String), 2));

    const blocked = await post("/v3/blocklist/add/", { session_id: annsId, blocklist_face: true }, key);
    expect(blocked.status).toBe(200);
    const declined = await check(people.same, "ann", key);
    expect(declined.outcome[0]).toBe("Declined");
    expect(declined.outcome[1]).toContain("FACE_IN_BLOCKLIST");
    expect(declined.about[0]).toEqual(points("blocklisted", annsId, 1)[0]);

    const decision = await get(`/v3/session/${declined.id}/decision/`, key);
    expect(decision.body).toMatchObject({ session_id: declined.id, status: "Declined", vendor_data: "ann" });
    expect(decision.body.liveness_checks).toEqual([declined.body.liveness]);

    await expectTold(receiver, declined.id, "Declined");

    const approved = await admin(`sessions/${declined.id}`, { status: "Approved" });
    expect([approved.status, approved.body.status]).toEqual([200, "Approved"]);
    expect((await get(`/v3/session/${declined.id}/decision/`, key)).body).toEqual(approved.body);

    await expectTold(receiver, declined.id, "Approved");

    expect((await admin("sessions")).body.sessions).toHaveLength(6);
    expect((await get("/v3/billing/balance/", key)).body.balance).toBe("46.0000");
  },
);

test.each(editions)(
  "with a data file account, key, balance, checks and faces outlive the server, in edition %s",
  async (edition) => {
    const data = createDataPath();
    const before = await start(edition, { data });
    const key = await register(before);
    const annsId = await useUpCredits(before, key);
    await topUp(before, key);
    await before.post("/v3/blocklist/add/", { session_id: annsId, blocklist_face: true }, key);
    await before.admin(`sessions/${annsId}`, { status: "Declined" });
    const { sessions } = (await before.admin("sessions")).body;
    await before.close();

    const { account, admin, get, check } = await start(edition, { data });
    expect((await account("login", credentials)).status).toBe(200);
    expect((await account("register", credentials)).status).toBe(400);
    expect((await get("/v3/billing/balance/", key)).body.balance).toBe("50.0000");
    expect((await admin("sessions")).body).toEqual({ sessions });
    expect((await get(`/v3/session/${annsId}/decision/`, key)).body.status).toBe("Declined");
    expect((await check(people.same, "ann", key)).outcome).toEqual(["Declined", ["FACE_IN_BLOCKLIST"]]);
    expect((await check(people.other, "eve", key)).outcome).toEqual(["Approved", ["DUPLICATED_FACE"]]);
    expect((await admin("sessions")).body.sessions[0].session_number).toBe(4);
  },
);
