import { createProviders } from "../app.ts";
import { toOptions } from "../option-leaves.ts";
import { loadScenarios } from "../scenarios/load.ts";
import { UsageError } from "../usage.ts";
import { parseClientArguments } from "./arguments.ts";
import { validateHelp } from "./help.ts";

const editions = ["2025-05", "2026-06"] as const;

/** Checks the scenario files of a directory; 0 when all are good. */
export async function runValidate(argv: readonly string[]): Promise<number> {
  const given = parseClientArguments("validate", argv, { "didit-contract": { type: "string" } }, [
    "a directory",
  ]);
  if (given.isHelp) {
    process.stdout.write(validateHelp);
    return 0;
  }
  const named = given.text("didit-contract") ?? "2025-05";
  const contract = editions.find((edition) => edition === named);
  if (!contract) throw new UsageError(`--didit-contract must be ${editions.join(" or ")}, not ${named}.`);
  const specs = createProviders(toOptions({ didit: { contract } })).flatMap((provider) => provider.specs);
  const [directory = ""] = given.files;
  const scenarios = loadScenarios(directory, specs);
  process.stdout.write(
    `${directory}: ${scenarios.length} scenario${scenarios.length === 1 ? "" : "s"}, no problems.\n`,
  );
  return 0;
}
