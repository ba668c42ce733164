import { readFile } from "node:fs/promises";
import { basename } from "node:path";

/** A call of a client command that got no usable answer; the message says what to do. */
export class ClientError extends Error {
  override readonly name = "ClientError";
}

/** The body of a 200 answer, as it came. */
export type Answer = {
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Under which Stuntface keeps what it saw; other servers give none. */
  readonly requestId: string | undefined;
};

/** The server that client commands ask when none is named. */
export function toBaseUrl(given: string | undefined, environment: NodeJS.ProcessEnv): string {
  const url = given ?? environment.STUNTFACE_URL ?? `http://127.0.0.1:${environment.STUNTFACE_PORT || 4090}`;
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new ClientError(`${url} is no http or https address.`);
  return url.replace(/\/+$/, "");
}

/** A form with the fields that are given and the named files; throws {@link ClientError} for an unreadable file. */
export async function createForm(
  files: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string | undefined>>,
): Promise<FormData> {
  const form = new FormData();
  for (const [name, path] of Object.entries(files)) {
    try {
      form.append(name, new Blob([await readFile(path)]), basename(path));
    } catch (error) {
      throw new ClientError(`cannot read ${path}: ${(error as Error).message}`);
    }
  }
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value);
  return form;
}

/** Posts a form and reads the JSON of the answer; throws {@link ClientError} unless its status is one of `expected`. */
export async function post(
  url: string,
  form: FormData,
  headers: Readonly<Record<string, string>>,
  expected: readonly number[] = [200],
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(url, { method: "POST", body: form, headers, redirect: "error" });
  } catch (error) {
    const { cause } = error as { cause?: NodeJS.ErrnoException };
    const reason = `no answer from ${url}: ${cause?.message || (error as Error).message}.`;
    throw new ClientError(`${reason} ${toAdvice(cause?.code, new URL(url))}`);
  }
  const text = await response.text();
  if (!expected.includes(response.status)) throw new ClientError(`${response.status}: ${text}`);
  try {
    const requestId = response.headers.get("x-stuntface-request-id") ?? undefined;
    return { text, body: JSON.parse(text) as Answer["body"], requestId };
  } catch {
    throw new ClientError(`the answer of ${url} is no JSON: ${text.slice(0, 200)}`);
  }
}

/** What to do about a call that got no answer. */
function toAdvice(code: string | undefined, { host, hostname }: URL): string {
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return `Start the server with --tls-names ${hostname}, or call it by another name.`;
  if (/SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/.test(code ?? ""))
    return `Trust its CA: curl -o ca.pem http://${host}/__admin/ca.pem and set NODE_EXTRA_CA_CERTS=ca.pem.`;
  return 'Start a server with "stuntface serve", or name one with --url.';
}
