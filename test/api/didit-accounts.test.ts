import { expect, test } from "vitest";
import { createIdentity } from "../../src/identity.ts";
import {
  advanceClock,
  goodPassword,
  openAccount,
  postAccount,
  postJson,
  registerAccount,
  type TestApp,
} from "../helpers/accounts.ts";
import { createTestApp, exampleTime } from "../helpers/app.ts";

const email = "you@example.com";
const registration = { email, password: goodPassword };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const throttled = (seconds: number) => ({
  detail: `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? "" : "s"}.`,
});
const login = (app: TestApp, password = goodPassword) => postAccount(app, "login", { email, password });

test("a registration is answered as the vendor's page shows it and mails a code of six letters and digits", async () => {
  const app = await createTestApp();
  const answer = await postAccount(app, "register", registration);
  expect([answer.status, answer.text]).toEqual([
    201,
    '{"message":"Registration successful. Check your email for the verification code.","email":"you@example.com"}',
  ]);
  expect(app.mails).toEqual([
    {
      to: email,
      subject: "Your verification code",
      code: expect.stringMatching(/^[A-Z0-9]{6}$/),
      at: "2025-05-01T13:11:07.977Z",
    },
  ]);
});

test("a verification brings tokens, organization, application and a key, in the order of the vendor's page", async () => {
  const app = await createTestApp();
  const { body } = await openAccount(app, "developer@gmail.com");
  expect(Object.keys(body)).toEqual([
    "access_token",
    "refresh_token",
    "expires_in",
    "organization",
    "application",
    "api_key",
  ]);
  expect(Object.keys(body.application)).toEqual(["uuid", "name", "client_id", "api_key"]);
  expect(body).toMatchObject({
    access_token: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/),
    expires_in: 86_400,
    organization: { uuid: expect.stringMatching(uuid), name: "developer" },
    application: {
      uuid: expect.stringMatching(uuid),
      name: "developer",
      client_id: expect.stringMatching(/^[\w-]{22}$/),
      api_key: expect.stringMatching(/^[\w-]{43}$/),
    },
  });
  expect(body.api_key).toBe(body.application.api_key);
  expect(body.organization.uuid).not.toBe(body.application.uuid);
  expect(body.access_token).not.toBe(body.refresh_token);
});

test("an issued key is accepted beside the configured ones, in its own space only", async () => {
  const app = await createTestApp({ options: { didit: { keys: ["configured"] } } });
  const { apiKey } = await openAccount(app);
  const check = async (key: string, space = "") =>
    (
      await app.inject({
        method: "POST",
        url: `${space}/v3/passive-liveness/`,
        headers: { "x-api-key": key },
      })
    ).json();
  const accepted = { user_image: ["No file was submitted."] };
  const refused = { detail: "Invalid or missing API key" };
  expect([await check(apiKey), await check("configured")]).toEqual([accepted, accepted]);
  expect([await check(`${apiKey}x`), await check(apiKey, "/~other")]).toEqual([refused, refused]);
});

test.each([
  [{ password: goodPassword }, { email: ["This field is required."] }],
  [{ ...registration, email: "you" }, { email: ["Enter a valid email address."] }],
  [{ ...registration, email: null }, { email: ["This field may not be null."] }],
  [{ ...registration, email: ["a@b.co"] }, { email: ["Not a valid string."] }],
  [{ email }, { password: ["This field is required."] }],
  [{ email, password: "" }, { password: ["This field may not be blank."] }],
  [
    { email: "you", password: "x" },
    {
      email: ["Enter a valid email address."],
      password: ["Password must be at least 8 characters long."],
    },
  ],
  [[registration], { non_field_errors: ["Invalid data. Expected a dictionary, but got list."] }],
  ["null", { non_field_errors: ["No data provided"] }],
  [
    '{"email": "you@example.com", "password": "MyStr0ng!Pass',
    { detail: "JSON parse error - Unterminated string starting at: line 1 column 42 (char 41)" },
  ],
])("the registration %j is refused field by field", async (payload, body) => {
  const app = await createTestApp();
  const answer = await postAccount(app, "register", payload);
  expect([answer.status, answer.body]).toEqual([400, body]);
  expect(app.mails).toEqual([]);
});

test("a body that is no JSON is 415, and none at all misses the fields", async () => {
  const app = await createTestApp();
  const url = "/auth/v2/programmatic/register";
  const form = await app.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: "email=a",
  });
  expect([form.statusCode, form.json()]).toEqual([
    415,
    { detail: 'Unsupported media type "application/x-www-form-urlencoded" in request.' },
  ]);
  const nothing = await app.inject({ method: "POST", url });
  expect([nothing.statusCode, nothing.json()]).toEqual([
    400,
    { email: ["This field is required."], password: ["This field is required."] },
  ]);
  const get = await app.inject({ method: "GET", url });
  expect([get.statusCode, get.headers.allow]).toEqual([405, "POST, OPTIONS"]);
});

test("a verified address cannot be registered again, however it is spelled", async () => {
  const app = await createTestApp();
  await openAccount(app);
  const answer = await postAccount(app, "register", { ...registration, email: "You@EXAMPLE.com" });
  expect([answer.status, answer.body]).toEqual([400, { email: ["user with this email already exists."] }]);
});

test("a pending address may be registered again: the last code and the last password count", async () => {
  const app = await createTestApp();
  const first = await registerAccount(app, email);
  const password = "An0ther!Pass";
  expect((await postAccount(app, "register", { email, password })).status).toBe(201);
  const code = app.mails.at(-1)?.code;
  expect(code).not.toBe(first);
  expect((await postAccount(app, "verify-email", { email, code: first })).body).toEqual({
    code: ["Invalid verification code."],
  });
  expect((await postAccount(app, "verify-email", { email, code })).status).toBe(200);
  expect((await login(app)).status).toBe(401);
  expect((await login(app, password)).status).toBe(200);
});

test("five registrations an hour come through, the sixth waits for the first to be an hour old", async () => {
  const app = await createTestApp();
  for (const n of [1, 2, 3, 4]) await registerAccount(app, `${n}@example.com`);
  await advanceClock(app, 600);
  expect((await postAccount(app, "register", { email: "x", password: "x" })).status).toBe(400);
  await registerAccount(app, "5@example.com");
  const sixth = await postAccount(app, "register", registration);
  expect([sixth.status, sixth.headers["retry-after"], sixth.body]).toEqual([429, "3000", throttled(3000)]);
  expect((await postAccount(app, "register", registration, "/~other")).status).toBe(201);
  await advanceClock(app, 2999);
  expect((await postAccount(app, "register", registration)).body).toEqual(throttled(1));
  await advanceClock(app, 1);
  expect((await postAccount(app, "register", registration)).status).toBe(201);
  expect((await postAccount(app, "register", { ...registration, email: "7@example.com" })).status).toBe(201);
});

test("the number of registrations is a setting, 0 for any number", async () => {
  const app = await createTestApp({ options: { didit: { registrationsPerHour: 0 } } });
  const addresses = Array.from({ length: 12 }, (_, n) => `${n}@example.com`);
  await Promise.all(addresses.map((address) => registerAccount(app, address)));
  expect(new Set(app.mails.map(({ code }) => code)).size).toBe(12);
});

test.each([
  [{ email }, { code: ["This field is required."] }],
  [{ email, code: "A3K9F" }, { code: ["Ensure this field has at least 6 characters."] }],
  [{ email, code: "A3K9F2X" }, { code: ["Ensure this field has no more than 6 characters."] }],
  [{ email, code: "!!!!!!" }, { code: ["Invalid verification code."] }],
  [
    { email: "nobody@example.com", code: "A3K9F2" },
    { email: ["No pending registration was found for this email."] },
  ],
])("the verification %j is refused", async (payload, body) => {
  const app = await createTestApp();
  await registerAccount(app, email);
  const answer = await postAccount(app, "verify-email", payload);
  expect([answer.status, answer.body]).toEqual([400, body]);
});

test("a code is good for 15 minutes by the space's clock, and a new one after that", async () => {
  const app = await createTestApp();
  const code = await registerAccount(app, email);
  await advanceClock(app, 15 * 60);
  const late = await postAccount(app, "verify-email", { email, code });
  expect([late.status, late.body]).toEqual([400, { code: ["Verification code has expired."] }]);
  const again = await registerAccount(app, email);
  await advanceClock(app, 15 * 60 - 1);
  expect((await postAccount(app, "verify-email", { email, code: again })).status).toBe(200);
});

test("of verifications at the same time exactly one gets a key, and no later one does", async () => {
  const app = await createTestApp();
  const code = await registerAccount(app, email);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => postAccount(app, "verify-email", { email, code })),
  );
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused).toHaveLength(19);
  for (const { status, body } of [...refused, await postAccount(app, "verify-email", { email, code })])
    expect([status, body]).toEqual([400, { email: ["This email is already verified."] }]);
});

test("another code may be asked for after 60 seconds and takes the place of the first", async () => {
  const app = await createTestApp();
  const first = await registerAccount(app, email);
  await advanceClock(app, 20);
  const soon = await postAccount(app, "resend-otp", { email });
  expect([soon.status, soon.headers["retry-after"], soon.body]).toEqual([429, "40", throttled(40)]);
  await advanceClock(app, 40);
  const answer = await postAccount(app, "resend-otp", registration);
  expect([answer.status, answer.text]).toEqual([200, "{}"]);
  expect(app.mails).toHaveLength(2);
  expect((await postAccount(app, "resend-otp", { email })).status).toBe(429);
  expect((await postAccount(app, "verify-email", { email, code: first })).status).toBe(400);
  const code = app.mails.at(-1)?.code;
  expect((await postAccount(app, "verify-email", { email, code })).status).toBe(200);
  const done = await postAccount(app, "resend-otp", { email });
  expect([done.status, done.body]).toEqual([400, { email: ["This email is already verified."] }]);
  const unknown = await postAccount(app, "resend-otp", { email: "nobody@example.com" });
  expect([unknown.status, unknown.body]).toEqual([
    400,
    { email: ["No pending registration was found for this email."] },
  ]);
});

test("a login brings tokens, whichever letters of the address are capitals", async () => {
  const app = await createTestApp();
  await openAccount(app);
  const answer = await postAccount(app, "login", { ...registration, email: "YOU@example.com" });
  expect(answer.status).toBe(200);
  expect(Object.keys(answer.body)).toEqual(["access_token", "refresh_token", "expires_in", "message"]);
  expect(answer.body).toMatchObject({ expires_in: 86_400, message: "Login successful" });
});

test("a login names what is missing, an unknown address and a pending account", async () => {
  const app = await createTestApp();
  expect((await postAccount(app, "login", {})).body).toEqual({
    email: ["This field is required."],
    password: ["This field is required."],
  });
  const bad = { detail: "Invalid email or password." };
  expect(await login(app)).toMatchObject({ status: 401, body: bad });
  await registerAccount(app, email);
  expect(await login(app)).toMatchObject({
    status: 403,
    body: { detail: "Email address is not verified." },
  });
  expect(await login(app, "Wr0ng!Pass")).toMatchObject({ status: 401, body: bad });
});

test("five wrong passwords lock the account for 15 minutes, also for the right one", async () => {
  const app = await createTestApp();
  await openAccount(app);
  for (let n = 0; n < 5; n += 1) expect((await login(app, "Wr0ng!Pass")).status).toBe(401);
  const locked = await login(app);
  expect([locked.status, locked.headers["retry-after"], locked.body]).toEqual([429, "900", throttled(900)]);
  await advanceClock(app, 899);
  expect((await login(app)).body).toEqual(throttled(1));
  await advanceClock(app, 1);
  expect((await login(app, "Wr0ng!Pass")).status).toBe(401);
  expect((await login(app)).status).toBe(200);
});

test("a right password in between forgives the wrong ones", async () => {
  const app = await createTestApp();
  await openAccount(app);
  for (const password of ["a", "b", "c", "d", goodPassword, "e", "f", "g", "h"]) await login(app, password);
  expect((await login(app)).status).toBe(200);
});

test("however many guess at the same time, five are heard", async () => {
  const app = await createTestApp();
  await openAccount(app);
  const guesses = await Promise.all(Array.from({ length: 12 }, (_, n) => login(app, `Wr0ng!Pass${n}`)));
  expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
  expect(guesses.filter(({ status }) => status === 429)).toHaveLength(7);
});

test("accounts are a space's own and gone after a reset of its state", async () => {
  const app = await createTestApp();
  const { apiKey } = await openAccount(app);
  expect((await postAccount(app, "login", registration, "/~other")).status).toBe(401);
  await app.inject({ method: "POST", url: "/__admin/reset?only=state" });
  expect((await login(app)).status).toBe(401);
  expect((await app.inject("/__admin/mail")).json()).toEqual({ mails: [] });
  expect((await openAccount(app)).apiKey).not.toBe(apiKey);
});

test("with a seed codes, keys and tokens repeat from run to run, and differ from space to space", async () => {
  const run = async (space: string) => {
    const app = await createTestApp({ options: { seed: "a" } });
    return (await openAccount(app, email, space)).text;
  };
  expect(await run("")).toBe(await run(""));
  expect(await run("")).not.toBe(await run("/~other"));
});

test("the mails of a space are shown, the newest first, and forgotten on demand", async () => {
  const app = await createTestApp();
  const codes = [await registerAccount(app, "a@example.com"), await registerAccount(app, "b@example.com")];
  await registerAccount(app, "c@example.com", "/~other");
  const { mails } = (await app.inject("/__admin/mail")).json();
  expect(mails).toEqual([app.mails[1], app.mails[0]]);
  expect(mails.map(({ code }: { code: string }) => code)).toEqual(codes.reverse());
  expect((await app.inject({ method: "DELETE", url: "/__admin/mail" })).json()).toEqual({ removed: 2 });
  expect((await app.inject("/__admin/mail")).json()).toEqual({ mails: [] });
  expect((await app.inject("/~other/__admin/mail")).json().mails).toHaveLength(1);
});

test("account calls are in the journal under their names, verified as called, and without any secret", async () => {
  const app = await createTestApp({ identity: createIdentity(null, exampleTime) });
  const wrong = "Wr0ng!Secret";
  const { body, apiKey } = await openAccount(app);
  await advanceClock(app, 60);
  await postAccount(app, "resend-otp", { email });
  await login(app, wrong);
  const { body: tokens } = await login(app);
  await postJson(app, "/auth/v2/programmatic/login/", `{"email": "${email}", "password": "${wrong}`);
  await app.inject({ method: "POST", url: "/v3/passive-liveness/", headers: { "x-api-key": apiKey } });
  expect(app.records.map(({ operation, status }) => [operation, status])).toEqual([
    ["didit.register", 201],
    ["didit.verify-email", 200],
    ["didit.resend-otp", 400],
    ["didit.login", 401],
    ["didit.login", 200],
    ["didit.login", 400],
    ["didit.passive-liveness", 400],
  ]);
  const { problems } = (await app.inject({ method: "POST", url: "/__admin/verify" })).json();
  expect(problems.map(({ kind }: { kind: string }) => kind)).toEqual(Array(4).fill("refused-call"));
  const journal = (await app.inject("/__admin/requests")).payload;
  const explained = (await app.inject(`/__admin/requests/${app.records[0]?.requestId}/explain`)).payload;
  const shown = JSON.stringify(app.records) + journal + explained;
  const secrets = [
    goodPassword,
    wrong,
    apiKey,
    app.mails[0]?.code ?? "",
    body.access_token,
    tokens.refresh_token,
  ];
  for (const secret of secrets) expect(shown).not.toContain(secret);
});
