import type { EndpointDescription, ResponseDescription } from "../../../openapi/endpoint.ts";
import {
  badRequest,
  commonResponses,
  Detail,
  unsupportedMediaType,
} from "../../rest-framework/error-bodies.ts";
import { badLogin, unverified } from "./errors.ts";
import {
  Credentials,
  LoginBody,
  Nothing,
  RegisterBody,
  Registration,
  ResendOtpBody,
  Tokens,
  VerifyEmailBody,
} from "./schemas.ts";

/** An endpoint for accounts, which nobody needs a key for. */
type AccountEndpoint = EndpointDescription & { readonly method: "POST" };

const tag = "accounts";
const email = "you@example.com";
const password = "MyStr0ng!Pass";
const tokens = { access_token: "eyJ…", refresh_token: "eyJ…", expires_in: 86_400 };

/** Makes an account that waits for its code. */
export const registerEndpoint = describe({
  id: "didit.register",
  name: "register",
  summary: "Register an account.",
  description: "Sends a code to the address. Five registrations an hour from one client address.",
  body: RegisterBody,
  example: { email, password },
  answers: {
    201: {
      description: "The code was sent.",
      body: Registration,
      examples: {
        registered: {
          message: "Registration successful. Check your email for the verification code.",
          email,
        },
      },
    },
  },
});

/** Exchanges a code for a key. */
export const verifyEmailEndpoint = describe({
  id: "didit.verify-email",
  name: "verify-email",
  summary: "Hand in the code and receive a key.",
  description: "A code works once.",
  body: VerifyEmailBody,
  example: { email, code: "A3K9F2" },
  answers: {
    200: {
      description: "The account is verified.",
      body: Credentials,
      examples: {
        verified: {
          ...tokens,
          organization: { uuid: "11111111-2222-4333-8444-555555555555", name: "you" },
          application: {
            uuid: "66666666-7777-4888-8999-000000000000",
            name: "you",
            client_id: "nXqH0-2mYw8aVd4kP1sT7g",
            api_key: "YOUR_API_KEY",
          },
          api_key: "YOUR_API_KEY",
        },
      },
    },
  },
});

/** Sends another code. */
export const resendOtpEndpoint = describe({
  id: "didit.resend-otp",
  name: "resend-otp",
  summary: "Send another code.",
  description: "The last code is worth nothing any more. Once a minute.",
  body: ResendOtpBody,
  example: { email },
  answers: { 200: { description: "The code was sent.", body: Nothing, examples: { sent: {} } } },
});

/** Tokens for a password. */
export const loginEndpoint = describe({
  id: "didit.login",
  name: "login",
  summary: "Log in.",
  description: "Five failures lock the account for 15 minutes.",
  body: LoginBody,
  example: { email, password },
  answers: {
    200: {
      description: "The tokens.",
      body: Tokens,
      examples: { tokens: { ...tokens, message: "Login successful" } },
    },
    401: {
      description: "The address is unknown or the password wrong.",
      body: Detail,
      examples: { bad_login: badLogin().response.body },
    },
    403: {
      description: "The address is not verified yet.",
      body: Detail,
      examples: { unverified: unverified().response.body },
    },
  },
});

/** All of them, in the order of their use. */
export const accountEndpoints = [registerEndpoint, verifyEmailEndpoint, resendOtpEndpoint, loginEndpoint];

type Told = Pick<EndpointDescription, "id" | "summary" | "description"> & {
  readonly name: string;
  readonly body: NonNullable<ResponseDescription["body"]>;
  readonly example: object;
  readonly answers: EndpointDescription["responses"];
};

function describe({ name, body, example, answers, ...told }: Told): AccountEndpoint {
  return {
    ...told,
    method: "POST",
    paths: [`/auth/v2/programmatic/${name}/`],
    tag,
    request: { isRequired: true, content: { "application/json": { schema: body, examples: { example } } } },
    responses: { ...answers, 400: badRequest, 415: unsupportedMediaType, ...commonResponses },
  };
}
