import { about, type Case, type Source } from "../case.ts";
import type { Body, Question } from "../question.ts";
import { exactly, jwt, matching, object, type Shape, tuple, whole } from "../shape.ts";
import { pages } from "./pages.ts";

const token = "/api/token/";
const refresh = "/api/token/refresh/";
const form = (values: Readonly<Record<string, string>>): Body => ({
  form: Object.entries(values).map(([name, value]) => ({ name, value })),
});
const credentials = { username: "{{username}}", password: "{{password}}" };
// Stuntface takes every user but this one; the vendor does not know it.
const nobody = { username: "stunt_invalid", password: "wrong" };
/** A token of 2020, signed by nobody. */
const expired =
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCIsImV4cCI6MTU3NzkyMzIwMCwiaWF0IjoxNTc3ODM2ODAwLCJqdGkiOiIwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMCIsInVzZXJfaWQiOjF9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

function post(id: string, path: string, body: Body, more: Partial<Question> = {}): Question {
  return { id: `apptenticate.${id}`, provider: "apptenticate", method: "POST", path, body, ...more };
}

/** How tokens are had; none of it is billed. */
export const tokenQuestions: readonly Question[] = [
  post("bad-credentials", token, form(nobody)),
  post("no-fields", token, form({})),
  post("blank-username", token, form({ username: "", password: "x" })),
  post("token-media-type", token, { text: "username=me", mediaType: "text/plain" }),
  { id: "apptenticate.token-method", provider: "apptenticate", method: "GET", path: token },
  post("refresh-invalid", refresh, form({ refresh: "no.token.this" })),
  post("refresh-expired", refresh, { json: { refresh: expired } }),
  post("refresh-missing", refresh, form({})),
  post("token", token, form(credentials), { captures: { access: "access", refresh: "refresh" } }),
  post("token-json", token, { json: credentials }),
  post("token-urlencoded", token, { urlencoded: credentials }),
  post("refresh", refresh, form({ refresh: "{{refresh}}" })),
  post("access-as-refresh", refresh, form({ refresh: "{{access}}" })),
];

/** An access or refresh token with the claims of the contract that lives so long. */
function toToken(type: "access" | "refresh", lifeSeconds: number): Shape {
  const claims = object({
    token_type: exactly(type),
    exp: whole(0),
    iat: whole(0),
    jti: matching(/^[\da-f]{32}$/, "32 hexadecimal digits"),
    user_id: whole(0),
  });
  return jwt(object({ alg: exactly("HS256"), typ: exactly("JWT") }), claims, lifeSeconds);
}

const text = matching(/^[\w-]+\.[\w-]+\.[\w-]+$/, "a JSON web token");
const pair = object({ refresh: text, access: text });
const challenge = { "www-authenticate": matching(/^Bearer realm="api"$/, 'Bearer realm="api"') };

/** What the contract says about them. */
export function listTokenCases(): Case[] {
  const { framework, token: page } = pages;
  const at = (id: string) => about(`apptenticate.${id}`, "apptenticate");
  const refused = (id: string, says: string, status: number, body: Shape, source: Source) => [
    at(id)("status", `${says} is ${status}`, source, { status }),
    at(id)("body", `${says} is told so`, source, { body: { "": body } }),
    ...(status === 401
      ? [at(id)("challenge", "a 401 names the scheme", framework.I, { headers: challenge })]
      : []),
  ];
  const required = tuple(exactly("This field is required."));
  const invalid = object({
    detail: exactly("Token is invalid or expired"),
    code: exactly("token_not_valid"),
  });
  return [
    ...refused(
      "bad-credentials",
      "a wrong user",
      401,
      object({ detail: exactly("No active account found with the given credentials") }),
      page.D,
    ),
    ...refused(
      "no-fields",
      "a token request without fields",
      400,
      object({ username: required, password: required }),
      framework.I,
    ),
    ...refused(
      "blank-username",
      "a blank user name",
      400,
      object({ username: tuple(exactly("This field may not be blank.")) }),
      framework.I,
    ),
    ...refused(
      "token-media-type",
      "a body of another type",
      415,
      object({ detail: exactly('Unsupported media type "text/plain" in request.') }),
      framework.I,
    ),
    ...refused(
      "token-method",
      "another method",
      405,
      object({ detail: exactly('Method "GET" not allowed.') }),
      framework.I,
    ),
    ...refused("refresh-invalid", "a refresh token that is none", 401, invalid, page.D),
    ...refused("refresh-expired", "an expired refresh token", 401, invalid, page.D),
    ...refused(
      "refresh-missing",
      "a renewal without a token",
      400,
      object({ refresh: required }),
      framework.I,
    ),
    at("token")("status", "good credentials are 200", page.D, { status: 200 }),
    at("token")("keys", "the answer has refresh and access, in that order", page.D, { body: { "": pair } }),
    at("token")("access", "the access token lives 5 minutes, its claims in their order", framework.I, {
      body: { access: toToken("access", 300) },
    }),
    at("token")("refresh", "the refresh token lives a day, its claims in their order", framework.I, {
      body: { refresh: toToken("refresh", 86_400) },
    }),
    at("token-json")("answer", "credentials may come as JSON", framework.I, {
      status: 200,
      body: { "": pair },
    }),
    at("token-urlencoded")("answer", "credentials may come urlencoded", framework.I, {
      status: 200,
      body: { "": pair },
    }),
    at("refresh")("answer", "a renewal gives an access token and nothing else", page.D, {
      status: 200,
      body: { "": object({ access: text }) },
    }),
    ...refused(
      "access-as-refresh",
      "an access token in the place of a refresh token",
      401,
      object({
        // Which of the two the vendor's version says is not known.
        detail: matching(
          /^Token (is invalid or expired|has wrong type)$/,
          "Token is invalid or expired, or has wrong type",
        ),
        code: exactly("token_not_valid"),
      }),
      framework.I,
    ),
  ];
}
