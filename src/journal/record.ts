import type { Call, CalledFile } from "../scenarios/call.ts";
import { isSecretName, maskSecret, type Secret, toSealedSecret } from "../scenarios/secret.ts";
import type { Seen } from "../scenarios/seen.ts";
import type { PassedOver } from "../scenarios/selection.ts";
import type { Notes, OutcomeKind } from "./notes.ts";

/** One uploaded file as the journal keeps it. */
export type FileRecord = {
  readonly name: string;
  readonly filename: string;
  readonly bytes: number;
  readonly format: string | null;
  /** Pixels of the upright picture. */
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly sha256: string;
  /** Null when nothing had to look at the pixels. */
  readonly phash: string | null;
  readonly seen: Seen | null;
};

/** One answered call, in at most 2 kB of JSON. Holds no pixels, and of keys the last characters only. */
export type CallRecord = {
  readonly requestId: string;
  /** The id in the answer's body where it is another one. */
  readonly answerId?: string;
  /** Time of the answer, ISO 8601. */
  readonly at: string;
  readonly space: string;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  /** Null when nothing was answered. */
  readonly status: number | null;
  readonly outcome: OutcomeKind;
  readonly scenario: string;
  readonly passedOver: readonly PassedOver[];
  readonly violations: readonly string[];
  readonly durationMs: number;
  /** Milliseconds by stage, in order. */
  readonly timings: Readonly<Record<string, number>>;
  readonly apiKey: string | null;
  readonly username: string | null;
  /** Those that scenarios ask about, and those that tell what the client is. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: readonly FileRecord[];
  /** Set when the vendor's contract, or strictness about it, refused the call. */
  readonly isRefused?: true;
  /** Why the call was refused, the server itself failed or an order could not be carried out. */
  readonly error?: string;
};

/** A record with what explaining needs besides: the key, sealed. */
export type JournalEntry = { readonly record: CallRecord; readonly apiKey: Secret | undefined };

/** What is known of a request besides the notes. */
export type Exchange = {
  readonly requestId: string;
  readonly at: number;
  readonly space: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly durationMs: number;
  readonly headers: Call["headers"];
  /** Names of headers that scenarios ask about, in lower case. */
  readonly askedHeaders: ReadonlySet<string>;
  readonly notes: Notes;
  /** Raw key of the call, to be sealed. */
  readonly key: string | undefined;
};

const maxRecordBytes = 2000;
/** Headers that are always kept. */
export const tellingHeaders: readonly string[] = ["content-type", "user-agent", "x-stuntface-scenario"];

/** How much of a call is kept: characters of a text, and items of a list. */
type Room = { readonly text: number; readonly items: number };

/** From what every ordinary call needs to what fits always. */
const rooms: readonly [Room, ...Room[]] = [
  { text: 120, items: 12 },
  { text: 60, items: 12 },
  { text: 30, items: 12 },
  { text: 15, items: 8 },
  { text: 5, items: 4 },
  { text: 5, items: 1 },
];

/** The journal's entry of a call; texts and lists are cut until it fits. */
export function toEntry(exchange: Exchange): JournalEntry {
  const { key } = exchange;
  const fits = (record: CallRecord) => Buffer.byteLength(JSON.stringify(record)) <= maxRecordBytes;
  let record = toRecord(exchange, rooms[0]);
  for (const room of rooms.slice(1)) if (!fits(record)) record = toRecord(exchange, room);
  return { record, apiKey: key === undefined ? undefined : toSealedSecret(key) };
}

/** The call of an entry as scenarios see it. */
export function toCall({ record, apiKey }: JournalEntry): Call {
  return {
    operation: record.operation ?? "",
    headers: record.headers,
    apiKey,
    username: record.username ?? undefined,
    fields: record.fields,
    files: record.files.map(({ sha256, phash, seen, format, widthPx, heightPx, ...file }) => ({
      ...file,
      sha256: () => sha256,
      format: format ?? undefined,
      widthPx: widthPx ?? undefined,
      heightPx: heightPx ?? undefined,
      perceptualHash: phash ?? undefined,
      seen: seen ?? undefined,
    })),
  };
}

function toRecord(exchange: Exchange, { text: maxText, items }: Room): CallRecord {
  const { notes, headers, askedHeaders } = exchange;
  const { call } = notes;
  const few = Math.min(5, items);
  const cut = (text: string) => cutText(text, maxText);
  const names = [...new Set([...tellingHeaders, ...askedHeaders])].filter(
    (name) => headers[name] !== undefined,
  );
  return {
    requestId: exchange.requestId,
    ...(notes.answerId === undefined ? {} : { answerId: notes.answerId }),
    at: new Date(exchange.at).toISOString(),
    space: exchange.space,
    method: exchange.method,
    path: cut(exchange.path),
    operation: notes.operation ?? null,
    status: exchange.status,
    outcome: notes.outcome,
    // Ids are kept whole: explaining finds scenarios by them.
    scenario: notes.scenario,
    passedOver: notes.passedOver.slice(0, few).map(({ id, why }) => ({ id, why: cut(why) })),
    violations: notes.violations.slice(0, few).map((text) => cutText(text, 2 * maxText)),
    durationMs: round(exchange.durationMs),
    timings: Object.fromEntries(Object.entries(notes.timings).map(([stage, ms]) => [stage, round(ms)])),
    apiKey: call?.apiKey?.shown ?? null,
    username: call?.username === undefined ? null : cut(call.username),
    headers: Object.fromEntries(
      names.slice(0, items).map((name) => [cut(name), toShown(name, String(headers[name]), maxText)]),
    ),
    fields: Object.fromEntries(
      Object.entries(call?.fields ?? {})
        .slice(0, items)
        .map(([name, value]) => [cut(name), toShownField(name, value, maxText)]),
    ),
    files: (call?.files ?? []).slice(0, Math.min(4, items)).map((file) => toFileRecord(file, maxText)),
    ...(notes.isRefused ? { isRefused: true } : {}),
    ...(notes.failure === undefined ? {} : { error: cutText(notes.failure, 2 * maxText) }),
  };
}

function toFileRecord(file: CalledFile, maxText: number): FileRecord {
  const { filename } = file;
  return {
    name: cutText(file.name, maxText),
    // The end of a path tells more than its beginning.
    filename: filename.length <= maxText ? filename : `…${filename.slice(-maxText)}`,
    bytes: file.bytes,
    format: file.format ?? null,
    widthPx: file.widthPx ?? null,
    heightPx: file.heightPx ?? null,
    sha256: file.sha256(),
    phash: file.perceptualHash ?? null,
    seen: file.seen ?? null,
  };
}

/** Numbers and the like stay as the contract types them, unless they are keys. */
function toShownField(name: string, value: unknown, maxText: number): unknown {
  const isPlain = typeof value === "number" || typeof value === "boolean" || value === null;
  if (isPlain && !isSecretName(name)) return value;
  return toShown(name, typeof value === "string" ? value : (JSON.stringify(value) ?? ""), maxText);
}

function toShown(name: string, value: string, maxText: number): string {
  return isSecretText(name, value) ? maskSecret(value) : cutText(value, maxText);
}

/** Whether a field or header holds a key or a token, by its name or by its look. */
function isSecretText(name: string, value: string): boolean {
  return (
    isSecretName(name) ||
    /^(refresh|access)$/i.test(name) ||
    /^\s*(bearer|basic|digest)\s+\S/i.test(value) ||
    /^\s*eyJ[\w-]+\.[\w-]+\./.test(value)
  );
}

function cutText(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}…`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
