import type { PhotoName } from "./photos.ts";

/** A vendor of the contract. */
export type ProviderName = "didit" | "apptenticate";
/** What is asked only on request, because it leaves something behind at the service. */
export type Extra = "accounts" | "top-up";

/** A part of a form: a text, or a file made from a prepared photo. */
export type FormPart = { readonly name: string } & (
  | { readonly value: string }
  | { readonly photo: PhotoName; readonly filename?: string }
);

/** What a request carries. */
export type Body =
  | { readonly form: readonly FormPart[] }
  | { readonly urlencoded: Readonly<Record<string, string>> }
  | { readonly json: Readonly<Record<string, unknown>> }
  | { readonly text: string; readonly mediaType: string };

/**
 * One request of the contract. `{{name}}` in its texts stands for a credential or for a value that an earlier answer gave; a
 * request whose values are not all known is not sent.
 */
export type Question = {
  readonly id: string;
  readonly provider: ProviderName;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
  /** Values that its answer gives to later questions: name and path in the body. */
  readonly captures?: Readonly<Record<string, string>>;
  /** Rank among the calls that the service bills, the most telling first; without one the call is free. */
  readonly billedRank?: number;
  readonly extra?: Extra;
  /** Left out when this value is given. */
  readonly unless?: string;
  /** Not sent, but not asked either before an answer gave this value. */
  readonly after?: string;
  /** Didit has its accounts on a host of their own. */
  readonly isOnAccountsHost?: true;
};

/** Whether a service that does not refuse the request carries out a check and bills it: it has a picture and comes from somebody. */
export function mayBeBilled({ body, headers = {} }: Question): boolean {
  const hasPhoto = body !== undefined && "form" in body && body.form.some((part) => "photo" in part);
  return hasPhoto && Object.values(headers).some((value) => value.includes("{{"));
}

/** Names of the values that a question needs. */
export function listNeeds(question: Question): string[] {
  const text = JSON.stringify([question.path, question.headers, question.body]);
  const sent = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name);
  return [...new Set([...sent, ...(question.after === undefined ? [] : [question.after])])];
}

/** The text with the values in the place of their names. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => values[name] ?? "");
}
