import type { SpaceStore } from "./space-store.ts";

/** A mail that the vendor would have sent; here it is only kept. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  /** The code that the mail is about. */
  readonly code: string;
  /** When it was sent, ISO 8601. */
  readonly at: string;
};

const kind = "mail";
const maxMails = 100;

/** Keeps a mail; of more than 100 the oldest is forgotten. */
export async function keepMail(store: SpaceStore, mail: Mail): Promise<void> {
  const number = (await store.add("mails", 1)) ?? 0;
  await store.put(kind, toKey(number), mail);
  await store.remove(kind, toKey(number - maxMails));
}

/** The mails of a space, the newest first. */
export async function listMails(store: SpaceStore): Promise<Mail[]> {
  return (await store.list<Mail>(kind)).map(({ value }) => value);
}

/** Forgets the mails and returns how many there were. */
export async function clearMails(store: SpaceStore): Promise<number> {
  const mails = await store.list<Mail>(kind);
  await Promise.all(mails.map(({ key }) => store.remove(kind, key)));
  return mails.length;
}

function toKey(number: number): string {
  return String(number).padStart(12, "0");
}
