import { expect, test } from "vitest";
import { createIdentity, parseTime } from "../../src/identity.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test.each([
  ["2025-05-01T13:11:07Z", 0],
  ["2025-05-01T13:11:07.977Z", 977],
  ["2025-05-01T13:11:07.977806Z", 977.806],
  ["2025-05-01T13:11:07.9778+00:00", 977.8],
  ["2025-05-01T15:11:07.977806+02:00", 977.806],
])("the time %s is read to the microsecond", (text, ms) => {
  expect(parseTime(text)).toBeCloseTo(Date.UTC(2025, 4, 1, 13, 11, 7) + ms, 3);
});

test("with a seed ids follow from it, and differ from call to call and from seed to seed", () => {
  const ids = (seed: string) => {
    const { createId } = createIdentity(seed, null);
    return [createId(), createId()];
  };
  expect(ids("a")).toEqual(ids("a"));
  expect(new Set([...ids("a"), ...ids("b")]).size).toBe(4);
  for (const id of ids("a")) expect(id).toMatch(uuid);
});

test("with a seed the name of an answer follows from the content of the call alone", () => {
  const { toAnswerName } = createIdentity("a", null);
  const name = (id: string, content: string) => toAnswerName({ id, number: 7 }, () => content);
  expect(name("one", "photo")).toEqual(name("two", "photo"));
  expect(name("one", "photo").id).not.toBe(name("one", "other").id);
  expect(name("one", "photo").id).toMatch(uuid);
  expect(name("one", "photo").number).toBeGreaterThanOrEqual(7);
});

test("without a seed the given name stays and the content is not asked for", () => {
  const { toAnswerName, createId, createSecret } = createIdentity(null, 5);
  const given = { id: "one", number: 7 };
  expect(toAnswerName(given, () => expect.fail("asked"))).toBe(given);
  expect(createId()).not.toBe(createId());
  expect(createSecret(16, "a")).not.toEqual(createSecret(16, "a"));
});

test("a fixed time stands still, and what is no time is refused", () => {
  const { now } = createIdentity(null, 5);
  expect([now(), now()]).toEqual([5, 5]);
  expect(() => createIdentity(null, parseTime("2025-13-45"))).toThrow("option now");
});
