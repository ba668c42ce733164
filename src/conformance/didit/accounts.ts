import { about, type Case } from "../case.ts";
import type { Question } from "../question.ts";
import { anything, including, list, matching, object, uuid, whole, words } from "../shape.ts";
import { pages } from "./pages.ts";

const base = "/auth/v2/programmatic";
const post = (
  id: string,
  path: string,
  json: Readonly<Record<string, string>>,
  more: Partial<Question> = {},
): Question => ({
  id: `didit.${id}`,
  provider: "didit",
  method: "POST",
  path: `${base}/${path}/`,
  body: { json },
  extra: "accounts",
  isOnAccountsHost: true,
  ...more,
});
const account = { email: "{{email}}", password: "{{accountPassword}}" };
const first = { unless: "code" };

/** Registration, asked for on request only: it makes an account and sends a mail. With a code the account is verified instead. */
export const accountQuestions: readonly Question[] = [
  post("register-bad-email", "register", { email: "nobody at all", password: "MyStr0ng!Pass" }, first),
  post("register-short-password", "register", { email: "{{email}}", password: "aB1!" }, first),
  post("register-plain-password", "register", { email: "{{email}}", password: "MyStr0ngPass" }, first),
  post("register", "register", account, { ...first, captures: { registered: "email" } }),
  post("resend-too-soon", "resend-otp", { email: "{{registered}}" }, first),
  post("verify-wrong-code", "verify-email", { email: "{{registered}}", code: "000000" }, first),
  post(
    "verify",
    "verify-email",
    { email: "{{email}}", code: "{{code}}" },
    {
      captures: { newKey: "application.api_key", topKey: "api_key" },
    },
  ),
  post("verify-again", "verify-email", { email: "{{email}}", code: "{{code}}" }, { after: "newKey" }),
  {
    id: "didit.new-balance",
    provider: "didit",
    method: "GET",
    path: "/v3/billing/balance/",
    headers: { "x-api-key": "{{newKey}}" },
    extra: "accounts",
  },
  post("login", "login", account, { after: "newKey" }),
  post(
    "login-wrong-password",
    "login",
    { email: "{{email}}", password: "wrong-{{code}}" },
    { after: "newKey" },
  ),
];

const token = matching(/^[\w-]+\.[\w-]+\.[\w-]+$/, "a token");
const apiKey = matching(/^[\w-]{43}$/, "43 characters that an address may hold");

/** What the contract says about them, the same in every edition. */
export function listAccountCases(): Case[] {
  const { login, register, verify } = pages;
  const at = (id: string) => about(`didit.${id}`, "didit");
  const refused = (id: string, says: string, field: string) => [
    at(id)("status", `${says} is 400`, register.D, { status: 400 }),
    at(id)("body", `${says} is told so, one rule at a time`, register.I, {
      body: { [field]: list(words, 1, 1) },
    }),
  ];
  const tokens = { access_token: token, refresh_token: token, expires_in: whole(86_400, 86_400) };
  return [
    ...refused("register-bad-email", "a bad address", "email"),
    ...refused("register-short-password", "a password of 4 characters", "password"),
    ...refused("register-plain-password", "a password without a special character", "password"),
    at("register")("answer", "a registration is 201, with a message and the address", register.D, {
      status: 201,
      body: {
        "": object({
          message: matching(/^Registration successful/, "Registration successful…"),
          email: words,
        }),
      },
    }),
    at("resend-too-soon")("status", "another code within 60 s is refused", verify.I, { status: 429 }),
    at("verify-wrong-code")("status", "a wrong code is 400", verify.I, { status: 400 }),
    at("verify")("tokens", "the code gives tokens for a day", verify.D, {
      status: 200,
      body: { "": including(tokens) },
    }),
    at("verify")("application", "and an application with its key", verify.D, {
      body: {
        organization: including({ uuid, name: words }),
        application: object({
          uuid,
          name: words,
          client_id: matching(/^[\w-]{22}$/, "22 characters"),
          api_key: apiKey,
        }),
      },
    }),
    at("verify")("key", "the key stands at the top level, too", pages.clients.C, {
      body: { api_key: apiKey },
    }),
    at("verify-again")("status", "a code works once", verify.I, { status: 400 }),
    at("new-balance")("answer", "the new key is good", verify.D, {
      status: 200,
      body: { balance: anything },
    }),
    at("login")("tokens", "a login gives tokens for a day", login.D, {
      status: 200,
      body: { "": including(tokens) },
    }),
    at("login-wrong-password")("status", "a wrong password is 401", login.I, {
      status: 401,
      body: { detail: words },
    }),
  ];
}
