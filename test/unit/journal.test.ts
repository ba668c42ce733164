import { expect, test } from "vitest";
import { createJournal } from "../../src/journal/journal.ts";
import { type CallRecord, toSeenPicture } from "../../src/journal/record.ts";
import { createFace, createFacts } from "../helpers/facts.ts";

function createRecord(requestId: string, faces = 0): CallRecord {
  const facts = createFacts({ faces: Array.from({ length: faces }, () => createFace()) });
  const upload = { name: "user_image", filename: "a.jpg", bytes: new Uint8Array(3) };
  return {
    requestId,
    method: "POST",
    path: "/v3/passive-liveness/",
    status: 200,
    outcome: "real",
    scenario: "none",
    durationMs: 1,
    timings: {},
    pictures: [toSeenPicture(upload, facts)],
  };
}

test("the journal lists the last call first and finds it by its id", () => {
  const journal = createJournal();
  for (const id of ["one", "two"]) journal.add(createRecord(id));
  expect(journal.list().map(({ requestId }) => requestId)).toEqual(["two", "one"]);
  expect(journal.find("one")?.requestId).toBe("one");
  expect(journal.find("three")).toBeUndefined();
});

test("the journal keeps 1,000 calls, and fewer when they are large", () => {
  const journal = createJournal();
  for (let call = 0; call < 1200; call++) journal.add(createRecord(String(call)));
  expect(journal.list()).toHaveLength(1000);
  for (let call = 0; call < 1200; call++) journal.add(createRecord(`large ${call}`, 8));
  expect(journal.list().length).toBeLessThan(500);
});

test("a picture is kept with at most 8 faces and its landmarks as numbers", () => {
  const [picture] = createRecord("one", 20).pictures;
  expect(picture?.faces).toHaveLength(8);
  expect(picture?.faces[0]?.landmarks).toEqual([166, 244, 246, 324]);
});
