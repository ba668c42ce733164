import { expect, test } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";
import { renewTables } from "../helpers/docs/option-tables.ts";
import { readPage } from "../helpers/docs/pages.ts";

test("the tables of docs/configuration.md are up to date (npm run docs renews them)", async () => {
  const page = "docs/configuration.md";
  await expect(renewTables(readPage(page))).toMatchFileSnapshot(toPackagePath(page));
});
