import { expect, test } from "vitest";
import { createIdentity } from "../../src/identity.ts";
import { toKeyId } from "../../src/providers/didit/accounts/keys.ts";
import { openCredits } from "../../src/providers/didit/billing/wallets.ts";
import { toUnits } from "../../src/sandbox/credits.ts";
import { advanceClock, openAccount, postJson, type TestApp } from "../helpers/accounts.ts";
import { createTestApp, exampleTime } from "../helpers/app.ts";

const key = { "x-api-key": "test-key" };
const html = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const json = { accept: "application/json" };

const topUp = (app: TestApp, payload: unknown, headers: Record<string, string> = key, space = "") =>
  postJson(app, `${space}/v3/billing/top-up/`, payload, headers);
const confirm = (app: TestApp, id: string, headers: Record<string, string> = html, query = "") =>
  app.inject({ method: "POST", url: `/checkout/${id}/${query}`, headers });
const show = (app: TestApp, id: string, headers: Record<string, string> = html) =>
  app.inject({ url: `/checkout/${id}/`, headers });

async function readBalance(app: TestApp, headers: Record<string, string> = key, space = "") {
  return (await app.inject({ url: `${space}/v3/billing/balance/`, headers })).json().balance;
}

async function openCheckout(app: TestApp, payload: object = {}): Promise<string> {
  const { body, status } = await topUp(app, { amount_in_dollars: 50, ...payload });
  expect(status).toBe(200);
  return body.checkout_session_id;
}

test("a balance is answered as the vendor's page shows it", async () => {
  const app = await createTestApp({ options: { didit: { credits: 142.5 } } });
  const answer = await app.inject({ url: "/v3/billing/balance/", headers: key });
  expect([answer.statusCode, answer.payload]).toEqual([
    200,
    '{"balance":"142.5000","auto_refill_enabled":false,"auto_refill_amount":null,"auto_refill_threshold":null}',
  ]);
  expect(answer.headers).toMatchObject({ "x-ratelimit-limit": "600", "content-type": "application/json" });
});

test("every key has a balance of its own, that of a new account may be another", async () => {
  const limits = { credits: 10, accountCredits: 2.5 };
  const app = await createTestApp({ options: { didit: limits } });
  const { apiKey } = await openAccount(app);
  const credits = openCredits(app.services.spaces.default);
  await credits.reserve(toKeyId("test-key"), toUnits(0.1));
  expect(await readBalance(app)).toBe("9.9000");
  expect(await readBalance(app, { "x-api-key": "another" })).toBe("10.0000");
  expect(await readBalance(app, { "x-api-key": apiKey })).toBe("2.5000");
  expect(await readBalance(app, key, "/~other")).toBe("10.0000");
});

test("the settings of a space change what its keys begin with", async () => {
  const app = await createTestApp({ options: { didit: { credits: 10 } } });
  await app.inject({
    method: "PATCH",
    url: "/~other/__admin/settings",
    payload: { didit: { credits: 3, account_credits: 0, registrations_per_hour: 1 } },
  });
  expect(await readBalance(app)).toBe("10.0000");
  expect(await readBalance(app, key, "/~other")).toBe("3.0000");
  const { apiKey } = await openAccount(app, "you@example.com", "/~other");
  expect(await readBalance(app, { "x-api-key": apiKey }, "/~other")).toBe("0.0000");
});

test("without a setting a balance is a million, and what is paid is added to it", async () => {
  const app = await createTestApp();
  expect(await readBalance(app)).toBe("1000000.0000");
  await confirm(app, await openCheckout(app));
  expect(await readBalance(app)).toBe("1000050.0000");
});

test.each([
  [{}, 401, "2025-05"],
  [{}, 403, "2026-06"],
  [{ "x-api-key": "wrong" }, 401, "2025-05"],
] as const)("billing with the headers %j is %i in edition %s", async (headers, status, contract) => {
  const app = await createTestApp({ options: { didit: { contract, keys: ["right"] } } });
  expect((await app.inject({ url: "/v3/billing/balance/", headers })).statusCode).toBe(status);
  expect((await topUp(app, "{nope", headers)).status).toBe(status);
});

test("a top-up answers with a checkout on this server, in the caller's space", async () => {
  const app = await createTestApp();
  const headers = { ...key, host: "stuntface:4090" };
  const { status, body } = await topUp(app, { amount_in_dollars: 50 }, headers);
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(["checkout_session_id", "checkout_session_url"]);
  expect(body.checkout_session_id).toMatch(/^cs_test_[A-Za-z0-9]{24}$/);
  expect(body.checkout_session_url).toBe(`http://stuntface:4090/checkout/${body.checkout_session_id}/`);
  const other = await topUp(app, { amount_in_dollars: "50" }, headers, "/~ci-7");
  expect(other.body.checkout_session_url).toMatch(/^http:\/\/stuntface:4090\/~ci-7\/checkout\/cs_test_/);
  expect((await show(app, other.body.checkout_session_id)).statusCode).toBe(404);
});

const least = "Ensure this value is greater than or equal to 50.";
const noNumber = "A valid number is required.";

test.each([
  ['{"amount_in_dollars": 49}', { amount_in_dollars: [least] }],
  ['{"amount_in_dollars": 49.99}', { amount_in_dollars: [least] }],
  ['{"amount_in_dollars": -1}', { amount_in_dollars: [least] }],
  [
    '{"amount_in_dollars": 1e308}',
    { amount_in_dollars: ["Ensure that there are no more than 10 digits in total."] },
  ],
  ['{"amount_in_dollars": 1e999}', { amount_in_dollars: [noNumber] }],
  ['{"amount_in_dollars": "ten"}', { amount_in_dollars: [noNumber] }],
  ['{"amount_in_dollars": "NaN"}', { amount_in_dollars: [noNumber] }],
  ['{"amount_in_dollars": ""}', { amount_in_dollars: [noNumber] }],
  ['{"amount_in_dollars": true}', { amount_in_dollars: [noNumber] }],
  ['{"amount_in_dollars": [50]}', { amount_in_dollars: [noNumber] }],
  ['{"amount_in_dollars": null}', { amount_in_dollars: ["This field may not be null."] }],
  [
    '{"amount_in_dollars": 50.005}',
    { amount_in_dollars: ["Ensure that there are no more than 2 decimal places."] },
  ],
  [
    '{"amount_in_dollars": NaN}',
    { detail: "JSON parse error - Out of range float values are not JSON compliant: 'NaN'" },
  ],
  ["", { amount_in_dollars: ["This field is required."] }],
  ["[]", { non_field_errors: ["Invalid data. Expected a dictionary, but got list."] }],
  [
    '{"amount_in_dollars": 1, "success_url": "javascript:alert(1)", "cancel_url": ""}',
    {
      amount_in_dollars: [least],
      success_url: ["Enter a valid URL."],
      cancel_url: ["This field may not be blank."],
    },
  ],
])("the top-up %s is refused", async (payload, body) => {
  const app = await createTestApp({ options: { didit: { credits: 1 } } });
  const answer = await topUp(app, payload);
  expect([answer.status, answer.body]).toEqual([400, body]);
  expect(await readBalance(app)).toBe("1.0000");
});

test("a form is no top-up", async () => {
  const app = await createTestApp();
  const answer = await topUp(app, "amount_in_dollars=50", {
    ...key,
    "content-type": "application/x-www-form-urlencoded",
  });
  expect([answer.status, answer.body.detail]).toEqual([
    415,
    'Unsupported media type "application/x-www-form-urlencoded" in request.',
  ]);
});

test("a checkout is a page with a confirm and a cancel button, and nothing from elsewhere", async () => {
  const app = await createTestApp({ options: { didit: { credits: 0 } } });
  const id = await openCheckout(app, { amount_in_dollars: 50.5 });
  const page = await show(app, id);
  expect([page.statusCode, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(page.payload).toContain("<h1>Add $50.50 to the balance</h1>");
  expect(page.payload).toMatch(/<form method="post">.*>Confirm<.*>Cancel<.*<\/form>/s);
  expect(page.payload).not.toMatch(/https?:|<script|<link|<img|@import|url\(/);
  expect(await readBalance(app)).toBe("0.0000");
});

test("a confirmation raises the balance once, however often and however fast it comes", async () => {
  const app = await createTestApp({ options: { didit: { credits: 0.5 } } });
  const id = await openCheckout(app, { amount_in_dollars: 50.5 });
  const answers = await Promise.all(Array.from({ length: 50 }, () => confirm(app, id)));
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  await advanceClock(app, 7 * 86_400);
  expect((await confirm(app, id)).payload).toContain("<h1>Paid</h1>");
  expect(await readBalance(app)).toBe("51.0000");
});

test("a confirmation leads to success_url with the id in the place of its placeholder", async () => {
  const app = await createTestApp({ options: { didit: { credits: 0 } } });
  const id = await openCheckout(app, {
    success_url: 'https://you.example/ok?"<b>&session={CHECKOUT_SESSION_ID}',
    cancel_url: "https://you.example/no",
  });
  const answer = await confirm(app, id);
  expect([answer.statusCode, answer.headers.location, answer.payload]).toEqual([
    303,
    `https://you.example/ok?%22%3Cb%3E&session=${id}`,
    "",
  ]);
  const page = (await show(app, id)).payload;
  expect(page).toContain(`<a href="https://you.example/ok?%22%3Cb%3E&amp;session=${id}">`);
  expect(await readBalance(app)).toBe("50.0000");
});

test("cancelling leads to cancel_url, or stays on the page, and leaves the payment open", async () => {
  const app = await createTestApp({ options: { didit: { credits: 0 } } });
  const id = await openCheckout(app, { cancel_url: "https://you.example/no" });
  const answer = await confirm(app, id, html, "?action=cancel");
  expect([answer.statusCode, answer.headers.location]).toEqual([303, "https://you.example/no"]);
  const homeless = await confirm(app, await openCheckout(app), html, "?action=cancel");
  expect([homeless.statusCode, homeless.payload]).toEqual([
    200,
    expect.stringContaining("<h1>Cancelled</h1>"),
  ]);
  expect(await readBalance(app)).toBe("0.0000");
  await confirm(app, id, html, "?action=confirm");
  expect(await readBalance(app)).toBe("50.0000");
});

test("a program that accepts JSON gets JSON", async () => {
  const app = await createTestApp();
  const id = await openCheckout(app, { success_url: "https://you.example/ok" });
  const open = { checkout_session_id: id, status: "open", amount_in_dollars: "50.00", redirect_url: null };
  expect((await show(app, id, json)).json()).toEqual(open);
  expect((await confirm(app, id, json, "?action=cancel")).json()).toEqual(open);
  const paid = await confirm(app, id, json);
  expect([paid.statusCode, paid.json()]).toEqual([
    200,
    { ...open, status: "complete", redirect_url: "https://you.example/ok" },
  ]);
});

test("an unknown checkout and one of yesterday are not found", async () => {
  const app = await createTestApp({ options: { didit: { credits: 0 } } });
  const id = await openCheckout(app);
  await advanceClock(app, 86_399);
  expect((await show(app, id)).statusCode).toBe(200);
  await advanceClock(app, 1);
  for (const unknown of [id, "cs_test_none", "%3Cscript%3E"]) {
    for (const ask of [show, confirm]) {
      const page = await ask(app, unknown);
      expect([page.statusCode, page.payload]).toEqual([404, expect.stringContaining("<h1>Not found</h1>")]);
      expect(page.payload).not.toContain("script");
      const answer = await ask(app, unknown, json);
      expect([answer.statusCode, answer.json()]).toEqual([404, { detail: "Not found." }]);
    }
  }
  expect(await readBalance(app)).toBe("0.0000");
});

test.each(["PUT", "DELETE", "HEAD"] as const)(
  "%s on a checkout is 405 with what is allowed",
  async (method) => {
    const app = await createTestApp();
    const answer = await app.inject({ method, url: "/checkout/cs_test_a" });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, "GET, POST, OPTIONS"]);
  },
);

test("billing calls are in the journal with the end of their key, and can be explained", async () => {
  const app = await createTestApp({ identity: createIdentity(null, exampleTime) });
  await readBalance(app, { "x-api-key": "a-key-of-some-length" });
  const { body } = await topUp(app, { amount_in_dollars: 50 }, { "x-api-key": "a-key-of-some-length" });
  await confirm(app, body.checkout_session_id);
  expect(app.records.map(({ operation, apiKey }) => [operation, apiKey])).toEqual([
    ["didit.balance", "…ngth"],
    ["didit.top-up", "…ngth"],
    ["didit.checkout", null],
  ]);
  for (const { requestId } of app.records)
    expect((await app.inject(`/__admin/requests/${requestId}/explain`)).statusCode).toBe(200);
  const verified = await app.inject({ method: "POST", url: "/__admin/verify" });
  expect([verified.statusCode, verified.json().problems]).toEqual([200, []]);
});
