import { advance, countTimes } from "./advance.ts";
import { findById, type Layers, listCandidates, listFileScenarios } from "./candidates.ts";
import { type Counters, createCounters, toCounterKey } from "./counters.ts";
import { drawDelay } from "./delay.ts";
import { createLayer, type Layer } from "./layer.ts";
import { followOrder, type Taken } from "./orders.ts";
import type { Draw } from "./random.ts";
import type { Need, OperationSpec, Scenario } from "./scenario.ts";
import type { Decision, PassedOver, Question } from "./selection.ts";

/** The scenarios of one space: those of the files, its own, and how far each has got. */
export interface ScenarioStore {
  /** What answers the call at its stage; counts it. Throws MagicError for an order that cannot be understood. */
  select(question: Question): Decision;
  /** The same, without counting anything. */
  preview(question: Question): Decision;
  /** What besides `measured` must be measured before `select` can be asked. */
  listNeeds(question: Question, measured: ReadonlySet<Need>): ReadonlySet<Need>;
  /** All that could answer, the nearest layer first. */
  list(): readonly Scenario[];
  find(id: string): Scenario | undefined;
  /** Names of the headers that scenarios ask about, in lower case. */
  askedHeaders(): ReadonlySet<string>;
  /** How many calls the scenario answered. */
  countAnswers(id: string): number;
  /** Adds scenarios at run time, the first of them as the newest, each in place of one with its id. */
  put(...scenarios: readonly Scenario[]): void;
  /** Adds a one-shot behind those armed before. */
  arm(scenario: Scenario): void;
  /** Removes a scenario added at run time, or a one-shot; false when there is none with this id. */
  remove(id: string): boolean;
  clear(): void;
  resetCounters(): void;
  /** Begins anew to count the files' scenarios with these ids. */
  restart(ids: ReadonlySet<string>): void;
}

const everything: ReadonlySet<Need> = new Set(["perceptual-hash", "detection"]);

/** A store over the files' layer as it is at each call. */
export function createScenarioStore(
  specs: readonly OperationSpec[],
  readFiles: () => Layer,
  draw: Draw,
): ScenarioStore {
  const counters = createCounters();
  const answers = new Map<string, number>();
  let armed: Scenario[] = [];
  let runTime = createLayer([]);
  const layers = (): Layers => ({ armed, runTime, files: readFiles() });

  const decide = (question: Question, isDry: boolean): Decision => {
    const passedOver: PassedOver[] = [];
    const take = (scenario: Scenario) => takeStep(scenario, question, counters, draw, isDry, passedOver);
    const current = layers();
    const decision =
      firstOf(listCandidates(current, question, everything), ({ scenario }) => take(scenario)) ??
      (question.stage === "normal" ? followOrder(question, specs, current, take) : undefined);
    const answered = decision?.selection?.scenario?.id ?? decision?.exhausted?.label.split("#")[0];
    if (!isDry && answered !== undefined) {
      answers.set(answered, (answers.get(answered) ?? 0) + 1);
      armed = armed.filter(
        (shot) => shot.id !== answered || (answers.get(answered) ?? 0) < countTimes(shot.steps),
      );
    }
    return { ...decision, passedOver };
  };

  const forget = (ids: ReadonlySet<string>) => {
    counters.forget(ids);
    for (const id of ids) answers.delete(id);
  };

  return {
    select: (question) => decide(question, false),
    preview: (question) => decide(question, true),
    listNeeds(question, measured) {
      const needs = new Set<Need>();
      for (const { scenario, open } of listCandidates(layers(), question, measured)) {
        for (const need of open) needs.add(need);
        // Whoever answers keeps the call from all that come after.
        if (open.length === 0 && takeStep(scenario, question, counters, draw, true, [])) break;
      }
      return needs;
    },
    list: () => [...armed, ...runTime.scenarios, ...listFileScenarios(layers())],
    find: (id) => armed.find((shot) => shot.id === id) ?? findById(layers(), id),
    askedHeaders: () => new Set([...runTime.askedHeaders, ...readFiles().askedHeaders]),
    countAnswers: (id) => answers.get(id) ?? 0,
    put(...scenarios) {
      const ids = new Set(scenarios.map(({ id }) => id));
      forget(ids);
      // The newest stands first: of two that tie it wins.
      runTime = createLayer([...scenarios, ...runTime.scenarios.filter(({ id }) => !ids.has(id))]);
    },
    arm(scenario) {
      armed = [...armed, scenario];
    },
    remove(id) {
      const held = armed.length + runTime.scenarios.length;
      armed = armed.filter((shot) => shot.id !== id);
      if (runTime.byId.has(id)) runTime = createLayer(runTime.scenarios.filter((item) => item.id !== id));
      const isRemoved = armed.length + runTime.scenarios.length < held;
      if (isRemoved) forget(new Set([id]));
      return isRemoved;
    },
    clear() {
      forget(new Set([...armed, ...runTime.scenarios].map(({ id }) => id)));
      armed = [];
      runTime = createLayer([]);
    },
    resetCounters() {
      counters.forget();
      answers.clear();
    },
    restart: (ids) => forget(new Set([...ids].filter((id) => !runTime.byId.has(id)))),
  };
}

function takeStep(
  scenario: Scenario,
  { call }: Question,
  counters: Counters,
  draw: Draw,
  isDry: boolean,
  passedOver: PassedOver[],
): Taken {
  const { id, steps } = scenario;
  const key = toCounterKey(scenario, call);
  const next = advance(scenario, counters.read(key), draw);
  if (!isDry) counters.write(key, next.count);
  if (next.kind === "passed-over") {
    passedOver.push({ id, why: next.why });
    return undefined;
  }
  if (next.kind === "exhausted")
    return { exhausted: { label: `${id}#${steps.length}/${steps.length}`, message: next.message } };
  const step = steps[next.index];
  if (!step) return undefined;
  const delayMs = drawDelay(step.delay, (...words) => draw(id, next.count.reached, ...words));
  return { selection: { scenario, step, delayMs, label: `${id}#${next.index + 1}/${steps.length}` } };
}

function firstOf<T, U>(items: Iterable<T>, toResult: (item: T) => U | undefined): U | undefined {
  for (const item of items) {
    const result = toResult(item);
    if (result !== undefined) return result;
  }
  return undefined;
}
