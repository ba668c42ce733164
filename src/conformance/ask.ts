import { type Exchange, keptHeaders } from "./exchange.ts";
import type { Photos } from "./photos.ts";
import { type Body, type FormPart, fill, type Question } from "./question.ts";

/** Values for the names in questions. */
export type Values = Readonly<Record<string, string>>;

// The vendors need some seconds for a photo; a server that is silent for longer has lost the call.
const timeoutMs = 60_000;
const diditChecks = "verification.didit.me";
const diditAccounts = "apx.didit.me";

/** Sends one question and reads the whole answer; rejects when there is none. Redirects are answers. */
export async function ask(
  question: Question,
  url: string,
  values: Values,
  photos: Photos,
): Promise<Exchange> {
  const { method, body } = question;
  const given = Object.entries(question.headers ?? {}).map(([name, text]) => [name, fill(text, values)]);
  const { content, mediaType } = body ? await toContent(body, values, photos) : {};
  const response = await fetch(`${toHostUrl(question, url)}${fill(question.path, values)}`, {
    method,
    headers: {
      ...Object.fromEntries(given),
      ...(mediaType === undefined ? {} : { "content-type": mediaType }),
    },
    ...(content === undefined ? {} : { body: content }),
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const kept = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    question: question.id,
    status: response.status,
    headers: Object.fromEntries(kept),
    text: await response.text(),
  };
}

/** Where a question is asked: Didit has its accounts on a host of their own. */
export function toHostUrl({ isOnAccountsHost }: Question, url: string): string {
  return isOnAccountsHost ? url.replace(`//${diditChecks}`, `//${diditAccounts}`) : url;
}

async function toContent(
  body: Body,
  values: Values,
  photos: Photos,
): Promise<{ readonly content: FormData | string; readonly mediaType?: string }> {
  if ("form" in body) return { content: await toForm(body.form, values, photos) };
  if ("text" in body) return { content: fill(body.text, values), mediaType: body.mediaType };
  if ("json" in body)
    return { content: fill(JSON.stringify(body.json), values), mediaType: "application/json" };
  const pairs = Object.entries(body.urlencoded).map(([name, text]) => [name, fill(text, values)]);
  return {
    content: new URLSearchParams(Object.fromEntries(pairs)).toString(),
    mediaType: "application/x-www-form-urlencoded",
  };
}

async function toForm(parts: readonly FormPart[], values: Values, photos: Photos): Promise<FormData> {
  const form = new FormData();
  for (const part of parts) {
    if ("value" in part) form.append(part.name, fill(part.value, values));
    else
      form.append(
        part.name,
        new Blob([new Uint8Array(await photos(part.photo))]),
        part.filename ?? toFilename(part.photo),
      );
  }
  return form;
}

function toFilename(photo: string): string {
  return photo === "pixel" ? "pixel.png" : `${photo}.jpg`;
}
