import { expect } from "vitest";
import { toProblemLine } from "../../src/documents/problem.ts";
import type { Call, CalledFile } from "../../src/scenarios/call.ts";
import { compileScenario } from "../../src/scenarios/compile.ts";
import { createScenarioFiles } from "../../src/scenarios/files.ts";
import { parseScenarios } from "../../src/scenarios/parse.ts";
import { createDraw } from "../../src/scenarios/random.ts";
import type { Origin, Scenario, Stage } from "../../src/scenarios/scenario.ts";
import { type Decision, ExhaustedError, type Names, type Selection } from "../../src/scenarios/selection.ts";
import { createScenarioStore, type ScenarioStore } from "../../src/scenarios/store.ts";
import { createSpecs, findSpec } from "./specs.ts";

/** Scenarios of a text called `test.yaml` that must be free of problems. */
export function parseGood(text: string, origin: Origin = "file"): Scenario[] {
  const { drafts, problems } = parseScenarios("test.yaml", "test", text, createSpecs());
  expect(problems).toEqual([]);
  return drafts.map((draft) => compileScenario(draft, origin));
}

/** The problems of a text called `test.yaml`, one line each as a user sees them. */
export function listProblems(text: string): string[] {
  const { drafts, problems } = parseScenarios("test.yaml", "test", text, createSpecs());
  expect(problems.length === 0 || drafts.length === 0).toBe(true);
  return problems.map(toProblemLine);
}

/** A call of Didit's passive liveness check, with the given parts changed. */
export function createCall(changes: Partial<Call> = {}): Call {
  return { operation: "didit.passive-liveness", headers: {}, fields: {}, files: [], ...changes };
}

/** A file of 3 bytes called user_image, with the given parts changed. */
export function createCalledFile(changes: Partial<CalledFile> = {}): CalledFile {
  return { name: "user_image", filename: "selfie.jpg", bytes: 3, sha256: () => "0".repeat(64), ...changes };
}

/** A store over files with these scenarios, as YAML or parsed. */
export function createStore(own: string | readonly Scenario[], shipped = "", seed = "test"): ScenarioStore {
  const files = createScenarioFiles(
    parseGood(shipped, "shipped"),
    typeof own === "string" ? parseGood(own) : own,
  );
  return createScenarioStore(createSpecs(), files.layer, createDraw(seed));
}

/** What the store makes of a call; counts it unless it is only previewed. */
export function ask(
  store: ScenarioStore,
  changes: Partial<Call> = {},
  names: Names = { magic: [] },
  stage: Stage = "normal",
  isPreview = false,
): Decision {
  const call = createCall(changes);
  const question = { call, spec: findSpec(createSpecs(), call.operation), names, stage };
  return isPreview ? store.preview(question) : store.select(question);
}

/** The step that answers a call; throws when the scenario has none left. */
export function select(
  store: ScenarioStore,
  changes: Partial<Call> = {},
  names: Names = { magic: [] },
): Selection | undefined {
  const { selection, exhausted } = ask(store, changes, names);
  if (exhausted) throw new ExhaustedError(exhausted);
  return selection;
}
