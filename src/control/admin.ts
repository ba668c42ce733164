import type { Mail } from "../sandbox/mail.ts";
import type { WebhookRecord } from "../sandbox/webhook/record.ts";
import type { CallMatch, CallRecord, Times, Verification } from "./call-types.ts";
import type { Forced, ForceOptions } from "./force.ts";
import type { Scenario } from "./scenario-types.ts";
import type { SpaceSettings } from "./settings.ts";
import type { WaitOptions } from "./wait.ts";

export type { Mail, WebhookRecord };

/** What `reset` can empty. */
export type SpacePart = "journal" | "counters" | "scenarios" | "state";

/** Scenarios that were added. */
export type Added = {
  readonly ids: readonly string[];
  /** Takes them away again; those that are gone already are left alone. */
  remove(): Promise<void>;
};

/**
 * The admin surface of a server, or of one of its spaces. Every call throws {@link AdminCallError} with the server's sentence when it cannot be
 * carried out; nothing is changed then.
 */
export type Admin = {
  /** Makes a space with this id or a new one, for a test of its own; one that exists is taken as it is. */
  space(id?: string): Promise<Space>;
  /** Orders how the next calls are answered, before all scenarios; several orders queue up. */
  force(forced: Forced, options?: ForceOptions): Promise<Added>;
  /** Adds a scenario, a list of them, or the text of a YAML or JSON file. */
  use(scenarios: Scenario | readonly Scenario[] | string): Promise<Added>;
  /** The calls that fit, the first first; of very many the last 1,000. */
  requests(match?: CallMatch): Promise<CallRecord[]>;
  /** One call by the id in `X-Stuntface-Request-Id` or in its answer's body. */
  request(id: string): Promise<CallRecord>;
  /** How many calls fit. */
  count(match?: CallMatch): Promise<number>;
  /** The calls that fit, as soon as there are enough; throws {@link WaitError}, which says what came instead. */
  waitFor(match?: CallMatch, options?: WaitOptions): Promise<CallRecord[]>;
  /**
   * Without arguments checks everything: contract violations, refused and unmatched calls, scenarios that were not called, expectations. With them, that
   * calls which fit came so often (a number means exactly; at least once when nothing is said). Throws {@link VerificationError}.
   */
  verify(match?: CallMatch, times?: Times | number): Promise<Verification>;
  /** Empties the space, or the named parts of it. */
  reset(...only: SpacePart[]): Promise<void>;
  /** Why a call was answered as it was, as a text of at most 4 kB. */
  explain(id: string): Promise<string>;
  /** Mails with the codes that accounts are verified with, the newest first. */
  mail(): Promise<Mail[]>;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly sessions: Sessions;
  readonly webhooks: WebhookLog;
};

/** A world of its own in a server: scenarios, journal, tokens, accounts, settings and clock. */
export type Space = Admin & {
  readonly id: string;
  /** Base URL for the client under test, without a slash at its end. */
  readonly url: string;
  /** A Didit key that this space takes, also where the server lists others. */
  readonly apiKey: string;
  /** Forgets the space and all that is in it. */
  remove(): Promise<void>;
};

/** The space's time. */
export type Clock = {
  now(): Promise<Date>;
  /** Sets it; it then goes on as before. */
  set(time: Date | string): Promise<Date>;
  /** Moves it, so that tokens expire and rate windows pass without waiting. */
  advance(seconds: number): Promise<Date>;
};

/** The vendors' settings of the space. */
export type Settings = {
  /** As the server shows them: spelled as in `stuntface.yaml`, keys masked. */
  read(): Promise<Record<keyof SpaceSettings, Record<string, unknown>>>;
  /** Changes what is given until the space is reset. */
  change(settings: SpaceSettings): Promise<void>;
  /** Goes back to the server's settings. */
  reset(): Promise<void>;
};

/** A saved call as the vendor's decision document. */
export type Session = Readonly<Record<string, unknown>>;

/** The vendor's console over saved calls. */
export type Sessions = {
  /** The newest first. */
  list(): Promise<Session[]>;
  find(id: string): Promise<Session>;
  /** Decides one by hand; its webhook is sent again. */
  decide(id: string, status: "Approved" | "Declined" | "In Review"): Promise<Session>;
};

/** What was sent to the space's webhook URL. */
export type WebhookLog = {
  /** The newest first, with every try. */
  list(): Promise<WebhookRecord[]>;
  find(eventId: string): Promise<WebhookRecord>;
  /** Sends it again now. */
  redeliver(eventId: string): Promise<WebhookRecord>;
};
