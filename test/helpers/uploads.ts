import { type Part, toMultipart } from "./multipart.ts";

/** A check of one vendor as a client calls it. */
export type Upload = {
  readonly path: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
};

const jpegHeader = Buffer.from(
  "ffd8ffe000104a46494600010100000100010000ffc0001108004000400301110002110103110100",
  "hex",
);

/** Bytes that begin as a JPEG of 64 x 64 px; enough for all but the engine. */
export function createPhoto(bytes = 150_000, fill = 0x55): Buffer {
  return Buffer.concat([jpegHeader, Buffer.alloc(Math.max(0, bytes - jpegHeader.length), fill)]);
}

/** A face match with two photos of 150 kB. */
export function createFaceMatch(fields: Readonly<Record<string, string>> = {}): Upload {
  return toUpload(
    "/v3/face-match/",
    [
      ...Object.entries(fields).map(([name, content]) => ({ name, content })),
      { name: "user_image", content: createPhoto(), filename: "user.jpg", type: "image/jpeg" },
      { name: "ref_image", content: createPhoto(150_000, 0x56), filename: "ref.jpg", type: "image/jpeg" },
    ],
    { "x-api-key": "test-key" },
  );
}

/** A liveness check with one small photo. */
export function createLivenessCheck(fields: Readonly<Record<string, string>> = {}): Upload {
  return toUpload(
    "/v3/passive-liveness/",
    [
      ...Object.entries(fields).map(([name, content]) => ({ name, content })),
      { name: "user_image", content: createPhoto(2_000), filename: "user.jpg", type: "image/jpeg" },
    ],
    { "x-api-key": "test-key" },
  );
}

/** Apptenticate's check of a selfie of 300 kB, for the holder of a token. */
export function createSelfie(accessToken: string): Upload {
  return toUpload(
    "/api/v3/biometrics/liveness/",
    [{ name: "selfie", content: createPhoto(300_000), filename: "selfie.jpg", type: "image/jpeg" }],
    { authorization: `Bearer ${accessToken}` },
  );
}

/** An access token of Apptenticate. */
export async function fetchToken(baseUrl: string, username = "user"): Promise<string> {
  const { access } = await fetchTokens(baseUrl, username);
  return access;
}

/** An access and a refresh token of Apptenticate. */
export async function fetchTokens(
  baseUrl: string,
  username = "user",
): Promise<{ access: string; refresh: string }> {
  const form = toMultipart([
    { name: "username", content: username },
    { name: "password", content: "secret" },
  ]);
  const response = await fetch(`${baseUrl}/api/token/`, {
    method: "POST",
    headers: form.headers,
    body: form.payload,
  });
  return (await response.json()) as { access: string; refresh: string };
}

/** Sends an upload with fetch; `headers` are added to its own. */
export function sendUpload(
  baseUrl: string,
  { path, body, headers }: Upload,
  added: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${baseUrl}${path}`, {
    method: "POST",
    headers: { ...headers, ...added },
    body,
    ...(signal ? { signal } : {}),
  });
}

/** The upload as it goes over the wire, for a raw connection that stays open. */
export function toRequestBytes(
  { path, body, headers }: Upload,
  added: Readonly<Record<string, string>> = {},
  prefix = "",
): Buffer {
  const lines = Object.entries({ host: "x", "content-length": String(body.length), ...headers, ...added });
  const head = `POST ${prefix}${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

function toUpload(path: string, parts: readonly Part[], headers: Readonly<Record<string, string>>): Upload {
  const form = toMultipart(parts);
  return { path, body: form.payload, headers: { ...form.headers, ...headers } };
}
