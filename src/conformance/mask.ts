/** Replaces secrets in a text by x, so that its form stays. */
export type Mask = (text: string) => string;

/** Names of values that nobody else may see. */
export const secretNames = [
  "key",
  "emptyKey",
  "forbiddenKey",
  "newKey",
  "topKey",
  "password",
  "email",
  "registered",
  "accountPassword",
  "code",
  "access",
  "refresh",
] as const;

// What may be said of a token; the rest of it names its owner.
const openClaims = ["token_type", "exp", "iat"];
const token = /\beyJ([\w-]+)\.([\w-]+)\.([\w.-]+)/g;
const maskedToken = /^eyJ[\w-]+\.[\w-]+\.[x.]+$/;
const signed = /(https?:\/\/[^\s"?]+)\?[^\s"]*/g;
const member =
  /"(api_key|client_id|access_token|refresh_token|email|name|balance|checkout_session_(?:id|url)|[^"]*(?:secret|password)[^"]*)"(\s*:\s*)"((?:[^"\\]|\\.)*)"/g;
/** Shorter secrets are words that answers have anyway, such as "any"; they are hidden where they are a whole value. */
const leastLength = 6;

/** A mask for these values, for these names where they are a whole value, and for what answers hold of their own: tokens, keys, addresses, signed links. */
export function createMask(secrets: readonly string[], names: readonly string[] = []): Mask {
  const forms = [...secrets, ...names]
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  const literals = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => {
    const masked = text
      .replace(token, (_whole, header, claims, signature) => maskToken(`eyJ${header}`, claims, signature))
      .replace(signed, "$1?x")
      .replace(member, (whole, name, colon, value) =>
        maskedToken.test(value) ? whole : `"${name}"${colon}"${toMasked(value)}"`,
      );
    return literals.reduce(
      (rest, secret) =>
        secret.length < leastLength || names.includes(secret)
          ? rest.replace(toWholeValue(secret), `"${toMasked(secret)}"`)
          : rest.replaceAll(secret, toMasked(secret)),
      masked,
    );
  };
}

/** The value of a member as it was written, masked as the name of the member demands. */
export function maskMember(path: string, value: string, mask: Mask): string {
  const prefix = `"${path.split(".").at(-1)}":`;
  return mask(`${prefix}${value}`).slice(prefix.length);
}

/** The mask for the secrets among these values. */
export function createMaskFor(values: Readonly<Record<string, string | undefined>>): Mask {
  const { username } = values;
  return createMask(
    secretNames.flatMap((name) => values[name] ?? []),
    username === undefined ? [] : [username],
  );
}

/** The text where it is a whole value, not the name of a member. */
function toWholeValue(text: string): RegExp {
  return new RegExp(`"${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}"(?!\\s*:)`, "g");
}

function toMasked(text: string): string {
  return text.replace(/[\p{L}\p{N}_-]/gu, "x");
}

/** A token with its kind, its times and the order of its claims, and nothing else of it. */
function maskToken(header: string, claims: string, signature: string): string {
  let open: object;
  try {
    open = JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
  } catch {
    return `${toMasked(header)}.${toMasked(claims)}.${toMasked(signature)}`;
  }
  const hidden = Object.entries(open).map(([name, value]) => [
    name,
    openClaims.includes(name) ? value : typeof value === "string" ? value.replace(/\w/g, "0") : 0,
  ]);
  const body = Buffer.from(JSON.stringify(Object.fromEntries(hidden))).toString("base64url");
  return `${header}.${body}.${toMasked(signature)}`;
}
