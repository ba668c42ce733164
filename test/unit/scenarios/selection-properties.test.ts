import fc from "fast-check";
import { expect, test } from "vitest";
import { countTimes } from "../../../src/scenarios/advance.ts";
import type { Call } from "../../../src/scenarios/call.ts";
import type { Scenario } from "../../../src/scenarios/scenario.ts";
import type { ScenarioStore } from "../../../src/scenarios/store.ts";
import { calls, foreignScenarios, writtenScenario } from "../../helpers/scenario-arbitraries.ts";
import { ask, createStore, parseGood } from "../../helpers/scenarios.ts";

function toScenarios(
  list: readonly object[],
  prefix: string,
  origin: Scenario["origin"] = "file",
): Scenario[] {
  return list.flatMap((item, index) =>
    parseGood(JSON.stringify({ id: `${prefix}-${index}`, ...item }), origin),
  );
}

/** What the calls are answered with, one after the other. */
function play(store: ScenarioStore, calls: readonly Partial<Call>[], isPreview = false) {
  return calls.map((changes) => {
    const { selection, exhausted, passedOver } = ask(store, changes, { magic: [] }, "normal", isPreview);
    return {
      label: selection?.label ?? exhausted?.label,
      delayMs: selection?.delayMs,
      exhausted,
      passedOver,
    };
  });
}

test("whether unrelated scenarios stand beside, in files, at run time or armed, changes nothing", () => {
  fc.assert(
    fc.property(
      fc.array(writtenScenario, { maxLength: 5 }),
      foreignScenarios,
      foreignScenarios,
      foreignScenarios,
      fc.nat(),
      calls,
      (own, inFiles, added, armed, position, asked) => {
        const scenarios = toScenarios(own, "own");
        const alone = play(createStore(scenarios), asked);
        const at = position % (scenarios.length + 1);
        const others = toScenarios(inFiles, "other");
        const store = createStore([...scenarios.slice(0, at), ...others, ...scenarios.slice(at)]);
        for (const scenario of toScenarios(added, "added", "run-time")) store.put(scenario);
        for (const scenario of toScenarios(armed, "armed", "armed")) store.arm(scenario);
        expect(play(store, asked)).toEqual(alone);
      },
    ),
    { numRuns: 40 },
  );
});

test("removing a scenario that does not fit the calls changes nothing in the middle of a sequence", () => {
  fc.assert(
    fc.property(
      fc.array(writtenScenario, { maxLength: 5 }),
      foreignScenarios,
      calls,
      calls,
      (own, added, before, after) => {
        const scenarios = toScenarios(own, "own");
        const alone = createStore(scenarios);
        const store = createStore(scenarios);
        for (const scenario of toScenarios(added, "added", "run-time")) store.put(scenario);
        expect(play(store, before)).toEqual(play(alone, before));
        for (const index of added.keys()) store.remove(`added-${index}`);
        expect(play(store, after)).toEqual(play(alone, after));
      },
    ),
    { numRuns: 20 },
  );
});

test("scenarios that differ in precedence are selected alike in any order of the files", () => {
  fc.assert(
    fc.property(
      fc.array(writtenScenario, { maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
      calls,
      (own, order, asked) => {
        const scenarios = toScenarios(own, "own").map((scenario, index) => ({
          ...scenario,
          precedence: index % 2 === 0 ? index : -index,
        }));
        const shuffled = scenarios
          .map((scenario) => ({ scenario, rank: order.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ scenario }) => scenario);
        expect(play(createStore(shuffled), asked)).toEqual(play(createStore(scenarios), asked));
      },
    ),
    { numRuns: 20 },
  );
});

test("a preview says what the selection then does, and counts nothing", () => {
  fc.assert(
    fc.property(
      fc.array(writtenScenario, { maxLength: 5 }),
      fc.array(writtenScenario, { maxLength: 2 }),
      calls,
      (own, armed, asked) => {
        const create = () => {
          const store = createStore(toScenarios(own, "own"));
          for (const scenario of toScenarios(armed, "armed", "armed"))
            store.arm({ ...scenario, after: "real" });
          return store;
        };
        const [store, untouched] = [create(), create()];
        for (const changes of asked) {
          const previews = play(store, [changes, changes], true);
          const [selected] = play(store, [changes]);
          expect(previews).toEqual([selected, selected]);
        }
        expect(play(create(), asked)).toEqual(play(untouched, asked));
        expect(store.list().map(({ id }) => [id, store.countAnswers(id)])).toEqual(
          untouched.list().map(({ id }) => [id, untouched.countAnswers(id)]),
        );
      },
    ),
    { numRuns: 40 },
  );
});

test("each step is given exactly as often as its times say, to each of those who are counted apart", () => {
  const steps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
  const users = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 200, maxLength: 200 });
  fc.assert(
    fc.property(steps, users, fc.boolean(), (times, asked, isApart) => {
      const list = times.map((count) => ({ outcome: "real", times: count }));
      const text = JSON.stringify({
        id: "s",
        after: "real",
        count_per: isApart ? "vendor_data" : "scenario",
        steps: list,
      });
      const [scenario] = parseGood(text);
      const store = createStore(scenario ? [scenario] : []);
      const answers = asked.map(
        (user) => `${isApart ? user : ""} ${ask(store, { fields: { vendor_data: user } }).selection?.label}`,
      );
      for (const user of isApart ? new Set(asked) : [""]) {
        const calls = isApart ? asked.filter((other) => other === user).length : asked.length;
        let left = calls;
        for (const [index, count] of times.entries()) {
          const given = answers.filter(
            (answer) => answer === `${user} s#${index + 1}/${times.length}`,
          ).length;
          expect(given).toBe(Math.min(count, left));
          left -= given;
        }
        expect(calls - left).toBe(Math.min(calls, countTimes(scenario?.steps ?? [])));
      }
    }),
    { numRuns: 20 },
  );
});
