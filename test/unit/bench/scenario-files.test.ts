import { existsSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { createProviders } from "../../../src/app.ts";
import {
  createScenarioFiles,
  createScenarioFolder,
  forcedScenario,
  forcedUser,
} from "../../../src/bench/scenario-files.ts";
import { toOptions } from "../../../src/option-leaves.ts";
import { loadScenarios } from "../../../src/scenarios/load.ts";
import { createCall } from "../../helpers/scenarios.ts";

const call = createCall({ operation: "didit.face-match", fields: { vendor_data: forcedUser } });

test("of many valid files only the last one selects the measured call", () => {
  const folder = createScenarioFolder(createScenarioFiles(100));
  onTestFinished(folder.remove);
  const specs = createProviders(toOptions({})).flatMap((provider) => provider.specs);
  const scenarios = loadScenarios(folder.path, specs);
  expect(scenarios).toHaveLength(100);
  const matching = scenarios.filter(({ conditions }) => conditions.every(({ holds }) => holds(call)));
  expect(matching.map(({ id }) => id)).toEqual([forcedScenario]);
  expect(scenarios.at(-1)?.id).toBe(forcedScenario);
});

test("most of the files name one user", () => {
  const texts = createScenarioFiles(1000).map(({ text }) => text);
  expect(new Set(texts).size).toBe(1000);
  expect(texts.filter((text) => text.includes("vendor_data: user-"))).toHaveLength(700);
  expect(texts.filter((text) => /vendor_data: ".*\*/.test(text))).toHaveLength(150);
  expect(texts.filter((text) => text.includes("header:"))).toHaveLength(149);
});

test("the folder can be removed", () => {
  const { path, remove } = createScenarioFolder(createScenarioFiles(3));
  remove();
  expect(existsSync(path)).toBe(false);
});
