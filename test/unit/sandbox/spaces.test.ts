import { expect, onTestFinished, test } from "vitest";
import { createSpaces, type SpaceBounds, SpaceError } from "../../../src/sandbox/spaces.ts";
import { createTestContext } from "../../helpers/app.ts";

const minute = 60_000;

/** Spaces of a server whose clock the test moves. */
function createClockedSpaces(bounds: Partial<SpaceBounds> = {}) {
  const { services } = createTestContext({ options: { maxSpaces: 20_000 } }).context;
  let now = 0;
  const spaces = createSpaces(
    (id) => ({ ...services.spaces.use(id), id }),
    { maxSpaces: 3, idleMs: 30 * minute, maxJournalBytes: 1e6, ...bounds },
    () => now,
  );
  onTestFinished(() => spaces.close());
  const list = () => spaces.list().map(({ space }) => space.id);
  const advance = (ms: number) => {
    now += ms;
  };
  return { spaces, list, advance };
}

test("a space is made when it is first used and is the same from then on", () => {
  const { spaces, list } = createClockedSpaces();
  expect(spaces.find("a")).toBeUndefined();
  const space = spaces.use("a");
  expect([spaces.use("a"), spaces.find("a")]).toEqual([space, space]);
  expect([list(), spaces.size]).toEqual([["default", "a"], 2]);
});

test("the default space is there by its name and cannot be removed", () => {
  const { spaces, list } = createClockedSpaces();
  expect(spaces.use("default")).toBe(spaces.default);
  expect(spaces.remove("default")).toBe(false);
  spaces.use("a");
  spaces.removeAll();
  expect(list()).toEqual(["default"]);
});

test.each(["", ".", "..", "-a", "_a", "a b", "a/b", "ä", "a\n", "x".repeat(65)])(
  "%j is no id of a space",
  (id) => {
    const { spaces, list } = createClockedSpaces();
    expect(() => spaces.use(id)).toThrow(expect.objectContaining({ name: "SpaceError", status: 400 }));
    expect(list()).toEqual(["default"]);
  },
);

test.each(["a", "A-1", "feature.x_y", "0", "x".repeat(64), "__proto__".slice(2, 7)])(
  "%j is an id of a space",
  (id) => {
    const { spaces } = createClockedSpaces();
    expect(spaces.use(id).id).toBe(id);
  },
);

test("beyond the limit an error names it, and nothing changes", () => {
  const { spaces, list } = createClockedSpaces();
  for (const id of ["a", "b", "c"]) spaces.use(id);
  expect(() => spaces.use("d")).toThrow(
    new SpaceError(
      "all 3 spaces are in use; delete some (DELETE /__admin/spaces/ID) or raise --max-spaces.",
      429,
    ),
  );
  expect(list()).toEqual(["default", "a", "b", "c"]);
  expect(spaces.use("a").id).toBe("a");
});

test("a space that was not called for a minute makes room for a new one, the one called longest ago first", () => {
  const { spaces, list, advance } = createClockedSpaces();
  for (const id of ["a", "b", "c"]) spaces.use(id);
  advance(minute);
  spaces.use("a");
  spaces.use("d");
  expect(list()).toEqual(["default", "c", "a", "d"]);
});

test("a deleted space makes room, and comes back empty", () => {
  const { spaces } = createClockedSpaces({ maxSpaces: 1 });
  const first = spaces.use("a");
  expect(() => spaces.use("b")).toThrow(SpaceError);
  expect([spaces.remove("a"), spaces.remove("a")]).toEqual([true, false]);
  expect(spaces.use("b").id).toBe("b");
  spaces.remove("b");
  expect(spaces.use("a")).not.toBe(first);
});

test("a watched space is not idle, however long it was not called", () => {
  const { spaces, list, advance } = createClockedSpaces({ maxSpaces: 1 });
  const unlisten = spaces.use("a").journal.listen(() => undefined);
  advance(60 * minute);
  expect(() => spaces.use("b")).toThrow(SpaceError);
  unlisten();
  spaces.use("b");
  expect(list()).toEqual(["default", "b"]);
});

test("idleness is counted from the last call", () => {
  const { spaces, advance } = createClockedSpaces();
  spaces.use("a");
  advance(5000);
  spaces.use("b");
  advance(1000);
  expect(spaces.list().map(({ space, idleMs }) => [space.id, idleMs])).toEqual([
    ["default", 0],
    ["a", 6000],
    ["b", 1000],
  ]);
});
