import { expect, test } from "vitest";
import { loadOptions } from "../../src/load-options.ts";
import { toOptions } from "../../src/option-leaves.ts";
import type { PartialOptions } from "../../src/options.ts";
import { toEnvironment } from "../../src/to-environment.ts";

test("the variables lead back to the options", () => {
  const options: PartialOptions = {
    strict: true,
    seed: "x",
    keepImages: 0,
    webhook: { url: "http://hooks:8080/" },
    didit: { contract: "2026-06", keys: ["a", "b"], actions: { lowFaceQuality: "decline" }, credits: 2.5 },
    apptenticate: { users: ["me:secret"] },
  };
  const variables = toEnvironment(options);
  expect(variables).toMatchObject({ STUNTFACE_STRICT: "true", STUNTFACE_DIDIT_KEYS: "a,b" });
  expect(loadOptions([], variables, "/nowhere")).toEqual(toOptions(options));
});

test("what is left out, null or empty as it is anyway needs no variable", () => {
  expect(toEnvironment({ seed: null, now: undefined, didit: { keys: [] } })).toEqual({});
});

test.each<[PartialOptions, string]>([
  [{ didit: { keys: ["a,b"] } }, 'option didit.keys: ["a,b"] cannot be said in STUNTFACE_DIDIT_KEYS'],
  [{ apptenticate: { contracted: [] } }, "option apptenticate.contracted: [] cannot be said"],
  [{ didit: { contract: "2027-01" as "2026-06" } }, "option didit.contract: "],
  [{ sede: "x" } as PartialOptions, "Did you mean seed?"],
])("%j is refused", (options, message) => {
  expect(() => toEnvironment(options)).toThrow(message);
});
