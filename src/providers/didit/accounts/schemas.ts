import Type from "typebox";
import { Email } from "../../rest-framework/values.ts";
import { codeLength } from "./code.ts";

const Password = Type.String({
  format: "password",
  minLength: 8,
  description:
    "At least 8 characters with an uppercase and a lowercase letter, a digit and a special character; one rule is reported at a time.",
});

/** Body of a request for an account. */
export const RegisterBody = Type.Object({ email: Email, password: Password }, { $id: "RegisterBody" });

/** Body that hands a code in. */
export const VerifyEmailBody = Type.Object(
  {
    email: Email,
    code: Type.String({
      minLength: codeLength,
      maxLength: codeLength,
      description: "The code from the mail, valid for 15 minutes.",
    }),
  },
  { $id: "VerifyEmailBody" },
);

/** Body that asks for another code. */
export const ResendOtpBody = Type.Object({ email: Email }, { $id: "ResendOtpBody" });

/** Body of a login. */
export const LoginBody = Type.Object(
  { email: Email, password: Type.String({ format: "password", description: "The password." }) },
  { $id: "LoginBody" },
);

/** Answer to a registration. */
export const Registration = Type.Object(
  { message: Type.String(), email: Type.String({ description: "Where the code was sent." }) },
  { $id: "Registration", description: "An account that waits for its code." },
);

const tokens = {
  access_token: Type.String({ description: "A JSON web token." }),
  refresh_token: Type.String({ description: "A JSON web token." }),
  expires_in: Type.Integer({ description: "Life of the access token in seconds." }),
};

/** Answer to a login. */
export const Tokens = Type.Object(
  { ...tokens, message: Type.String() },
  { $id: "Tokens", description: "Tokens of an account." },
);

/** Answer to the right code. */
export const Credentials = Type.Object(
  {
    ...tokens,
    organization: Type.Object(
      { uuid: Type.String({ format: "uuid" }), name: Type.String() },
      { $id: "Organization" },
    ),
    application: Type.Object(
      {
        uuid: Type.String({ format: "uuid" }),
        name: Type.String(),
        client_id: Type.String({ description: "22 characters." }),
        api_key: Type.String({ description: "43 url-safe characters." }),
      },
      { $id: "Application" },
    ),
    api_key: Type.String({ description: "The same key as that of the application." }),
  },
  { $id: "Credentials", description: "A verified account and its key." },
);

/** Answer without content. */
export const Nothing = Type.Object({}, { $id: "Nothing", description: "An empty object." });
