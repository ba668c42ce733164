// Last step of `npm run build`: compilers never delete, so the output of a renamed source would be packed for ever.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { toPackagePath } from "../package-root.ts";
import { listFiles } from "./list-files.ts";
import { listStaleFiles } from "./stale-files.ts";

const sources = listFiles(toPackagePath("src"));
for (const folder of ["dist", "jest/lib"]) {
  const output = toPackagePath(folder);
  const stale = listStaleFiles(listFiles(output), sources);
  for (const file of stale) rmSync(join(output, file));
  if (stale.length > 0)
    process.stderr.write(`build: removed ${stale.length} files without a source from ${folder}\n`);
}
