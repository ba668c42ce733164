import type { Application } from "./account.ts";
import type { TokenPair } from "./context.ts";

/** Body of a registration. */
export function renderRegistration(email: string) {
  return { message: "Registration successful. Check your email for the verification code.", email };
}

/** Body of a login. */
export function renderLogin(tokens: TokenPair) {
  return { ...renderTokens(tokens), message: "Login successful" };
}

/** Body of a verification; one page of the documentation has the key in the application, another at the top. */
export function renderCredentials(
  tokens: TokenPair,
  { organization, uuid, name, clientId }: Application,
  apiKey: string,
) {
  return {
    ...renderTokens(tokens),
    organization: { uuid: organization.uuid, name: organization.name },
    application: { uuid, name, client_id: clientId, api_key: apiKey },
    api_key: apiKey,
  };
}

function renderTokens({ access, refresh, accessSeconds }: TokenPair) {
  return { access_token: access, refresh_token: refresh, expires_in: accessSeconds };
}
