import { expect, test } from "vitest";
import { toPackagePath } from "../../../src/package-root.ts";
import { loadScenarios } from "../../../src/scenarios/load.ts";
import { createSpecs } from "../../helpers/specs.ts";

function toType(comment: string, name: string, words: readonly string[]): string {
  const lines = [...new Set(words)].sort().map((word) => `  | ${JSON.stringify(word)}`);
  return `/** ${comment} */\nexport type ${name} =\n${lines.join("\n")};\n`;
}

test("the words of the types are those that the server knows (run vitest with -u to renew them)", async () => {
  const specs = createSpecs();
  const scenarios = loadScenarios(toPackagePath("scenarios"), specs);
  const types = [
    toType(
      "An operation whose answers can be forced.",
      "OperationId",
      specs.map(({ id }) => id),
    ),
    toType(
      "A warning of Didit.",
      "WarningName",
      specs.flatMap(({ warnings }) => warnings),
    ),
    toType(
      "An error of a vendor's contract.",
      "ErrorName",
      specs.flatMap(({ errors }) => errors),
    ),
    toType(
      "What a check can end with.",
      "StatusName",
      specs.flatMap(({ statuses }) => statuses),
    ),
    toType(
      "A scenario that every server has.",
      "ReadyScenarioId",
      scenarios.map(({ id }) => id),
    ),
  ];
  await expect(types.join("\n")).toMatchFileSnapshot(toPackagePath("src/control/words.ts"));
});
