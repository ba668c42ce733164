import { expect, test } from "vitest";
import { createJournal } from "../../src/journal/journal.ts";
import { createNotes } from "../../src/journal/notes.ts";
import { type JournalEntry, toCall, toEntry } from "../../src/journal/record.ts";
import { toSeenPicture } from "../../src/journal/seen-picture.ts";
import { toTextSelector } from "../../src/scenarios/pattern.ts";
import { toSecret } from "../../src/scenarios/secret.ts";
import { createFace, createFacts } from "../helpers/facts.ts";
import { createCall, createCalledFile } from "../helpers/scenarios.ts";

function createEntry(requestId: string, call = createCall(), key?: string): JournalEntry {
  return toEntry({
    requestId,
    at: 0,
    space: "default",
    method: "POST",
    path: "/v3/passive-liveness/",
    status: 200,
    durationMs: 1,
    headers: call.headers,
    askedHeaders: new Set(["x-asked"]),
    notes: { ...createNotes(), operation: call.operation, call },
    key,
  });
}

test("the journal lists the last call first and finds it by its id", () => {
  const journal = createJournal();
  for (const id of ["one", "two"]) journal.add(createEntry(id));
  expect(journal.list().map(({ requestId }) => requestId)).toEqual(["two", "one"]);
  expect(journal.find("one")?.record.requestId).toBe("one");
  expect(journal.find("three")).toBeUndefined();
});

test("the journal keeps 1,000 calls and says how many there were", () => {
  const journal = createJournal();
  for (let call = 0; call < 1200; call++) journal.add(createEntry(String(call)));
  expect(journal.list()).toHaveLength(1000);
  expect(journal.total).toBe(1200);
  expect(journal.find("199")).toBeUndefined();
  expect(journal.find("200")).toBeDefined();
});

test("the bytes of the journal shrink with what is dropped and end at nothing", () => {
  const journal = createJournal();
  for (const id of ["one", "two", "two"]) journal.add(createEntry(id));
  expect(journal.size).toBe(2);
  const both = journal.bytes;
  journal.dropOldest();
  expect(journal.bytes).toBeLessThan(both);
  journal.dropOldest();
  expect(journal.bytes).toBe(0);
});

test("a record takes at most 2 kB, whatever the client sends", () => {
  const long = "ü".repeat(5000);
  const call = createCall({
    headers: { "user-agent": long, "content-type": long, "x-asked": long, "x-other": long },
    username: long,
    fields: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${long}${index}`, long])),
    files: Array.from({ length: 9 }, () =>
      createCalledFile({ name: long, filename: long, sha256: () => "a".repeat(64) }),
    ),
  });
  const { record } = createEntry("one", call, long);
  expect(Buffer.byteLength(JSON.stringify(record))).toBeLessThanOrEqual(2000);
});

test("an ordinary record is not cut", () => {
  const call = createCall({
    headers: { "user-agent": "a client/1.0 (with a comment)", "x-asked": "yes", "x-other": "no" },
    fields: { vendor_data: "user-42", rotate_image: true },
    files: [createCalledFile({ filename: "IMG_20250501_131107.jpg" })],
  });
  expect(createEntry("one", call).record).toMatchObject({
    headers: { "user-agent": "a client/1.0 (with a comment)", "x-asked": "yes" },
    fields: { vendor_data: "user-42", rotate_image: true },
    files: [{ filename: "IMG_20250501_131107.jpg" }],
  });
});

test("of keys, tokens and passwords a record shows the last characters only", () => {
  const call = createCall({
    headers: { "x-asked": "plain" },
    apiKey: toSecret("key-1234567890"),
    fields: { api_key: "field-abcdefgh", password: "hunter2-hunter2", vendor_data: "user-1" },
  });
  const text = JSON.stringify(createEntry("one", call, "key-1234567890").record);
  expect(text).toContain("…7890");
  for (const secret of ["key-123", "field-abc", "hunter2-h"]) expect(text).not.toContain(secret);
});

test("the call of a record is matched as the call itself was", () => {
  const call = createCall({ apiKey: toSecret("key-1234567890"), fields: { vendor_data: "user-1" } });
  const recorded = toCall(createEntry("one", call, "key-1234567890"));
  const holds = (text: string) => recorded.apiKey?.holds(toTextSelector(text)[0] ?? expect.fail());
  expect(recorded.fields).toEqual({ vendor_data: "user-1" });
  expect(holds("key-1234567890")).toBe(true);
  expect(holds("key-1234567891")).toBe(false);
  expect(holds("key-*")).toBeUndefined();
});

test("a picture is kept with at most 8 faces and its landmarks as numbers", () => {
  const facts = createFacts({ faces: Array.from({ length: 20 }, () => createFace()) });
  const upload = { name: "user_image", filename: "a.jpg", bytes: new Uint8Array(3) };
  const picture = toSeenPicture(upload, facts);
  expect(picture.faces).toHaveLength(8);
  expect(picture.faces[0]?.landmarks).toEqual([166, 244, 246, 324]);
});
