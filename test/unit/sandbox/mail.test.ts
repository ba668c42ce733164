import { expect, test } from "vitest";
import { clearMails, keepMail, listMails } from "../../../src/sandbox/mail.ts";
import { createMemorySpaceStore } from "../../helpers/space-store.ts";

test("of 120 mails, kept at once, the last 100 are left, the newest first", async () => {
  const store = createMemorySpaceStore();
  const mails = Array.from({ length: 120 }, (_, n) => ({
    to: "a@b.co",
    subject: "s",
    code: String(n),
    at: "",
  }));
  await Promise.all(mails.map((mail) => keepMail(store, mail)));
  expect((await listMails(store)).map(({ code }) => Number(code))).toEqual(
    Array.from({ length: 100 }, (_, n) => 119 - n),
  );
  expect(await clearMails(store)).toBe(100);
  expect(await listMails(store)).toEqual([]);
});
