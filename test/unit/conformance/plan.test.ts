import { expect, test } from "vitest";
import { questions } from "../../../src/conformance/catalog.ts";
import { createPlan, type Wish } from "../../../src/conformance/plan.ts";
import { listNeeds } from "../../../src/conformance/question.ts";

const everything = new Set(["key", "emptyKey", "forbiddenKey", "username", "password"]);

function plan(changes: Partial<Wish> = {}) {
  return createPlan(questions, {
    providers: ["didit", "apptenticate"],
    extras: [],
    questions: undefined,
    known: everything,
    maxBilled: 10,
    ...changes,
  });
}

test("by default ten calls are billed at most, for either provider alone and for both", () => {
  expect(plan().billed).toBe(10);
  expect(plan({ providers: ["didit"] }).billed).toBe(10);
  expect(plan({ providers: ["apptenticate"] }).billed).toBe(10);
});

test("free questions come before billed ones, but for those that need an answer to them", () => {
  const asked = plan().questions;
  const first = asked.findIndex(({ billedRank }) => billedRank !== undefined);
  expect(asked.slice(0, first).length).toBeGreaterThan(40);
  for (const question of asked.slice(first))
    if (question.billedRank === undefined)
      expect(listNeeds(question).some((name) => !everything.has(name))).toBe(true);
});

test("no question is asked before the answers that give its values", () => {
  const known = new Set(everything);
  for (const question of plan({ maxBilled: 99 }).questions) {
    expect(listNeeds(question).filter((name) => !known.has(name))).toEqual([]);
    for (const name of Object.keys(question.captures ?? {})) known.add(name);
  }
});

test("without a key only what needs none is asked, and the rest says what it needs", () => {
  const { billed, questions: asked, skipped } = plan({ known: new Set() });
  expect(billed).toBe(0);
  expect(asked.length).toBeGreaterThan(20);
  expect(skipped.get("didit.balance")).toBe("needs a key: --key or DIDIT_API_KEY");
  expect(skipped.get("apptenticate.refresh")).toBe("needs the answer that gives refresh");
});

test("what is beyond the price is skipped with all that needs its answer", () => {
  const { billed, skipped } = plan({ maxBilled: 0 });
  expect(billed).toBe(0);
  expect(skipped.get("didit.liveness-one-face")).toBe("would be billed call 1; raise --max-billed");
  expect(skipped.get("didit.decision")).toBe("needs the answer that gives session");
});

test("a wanted question brings those whose answers it needs, and no others", () => {
  const { questions: asked } = plan({ questions: new Set(["didit.match-decision"]) });
  expect(asked.map(({ id }) => id)).toEqual(["didit.match-same-person", "didit.match-decision"]);
});

test("accounts are made only on request, and not again with a code", () => {
  expect(plan().skipped.get("didit.register")).toBe("only with --with accounts");
  const known = new Set([...everything, "email", "accountPassword"]);
  const first = plan({ extras: ["accounts"], known }).questions.map(({ id }) => id);
  expect(first).toContain("didit.register");
  expect(first).not.toContain("didit.verify");
  const second = plan({ extras: ["accounts"], known: new Set([...known, "code"]) }).questions.map(
    ({ id }) => id,
  );
  expect(second).not.toContain("didit.register");
  expect(second).toContain("didit.verify");
});
