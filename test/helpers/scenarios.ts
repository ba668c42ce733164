import { expect } from "vitest";
import { toProblemLine } from "../../src/documents/problem.ts";
import { parseScenarios } from "../../src/scenarios/parse.ts";
import type { Call, Scenario } from "../../src/scenarios/scenario.ts";
import { createSpecs } from "./specs.ts";

/** Scenarios of a text called `test.yaml` that must be free of problems. */
export function parseGood(text: string): Scenario[] {
  const { scenarios, problems } = parseScenarios("test.yaml", "test", text, createSpecs());
  expect(problems).toEqual([]);
  return scenarios;
}

/** The problems of a text called `test.yaml`, one line each as a user sees them. */
export function listProblems(text: string): string[] {
  const { scenarios, problems } = parseScenarios("test.yaml", "test", text, createSpecs());
  expect(problems.length === 0 || scenarios.length === 0).toBe(true);
  return problems.map(toProblemLine);
}

/** A call of Didit's passive liveness check, with the given parts changed. */
export function createCall(changes: Partial<Call> = {}): Call {
  return { operation: "didit.passive-liveness", headers: {}, fields: {}, files: [], ...changes };
}
