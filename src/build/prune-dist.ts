// Last step of `npm run build`: the compiler never deletes, so the output of a renamed source would be packed for ever.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { toPackagePath } from "../package-root.ts";
import { listFiles } from "./list-files.ts";
import { listStaleFiles } from "./stale-files.ts";

const dist = toPackagePath("dist");
const stale = listStaleFiles(listFiles(dist), listFiles(toPackagePath("src")));
for (const file of stale) rmSync(join(dist, file));
if (stale.length > 0)
  process.stderr.write(`build: removed ${stale.length} files without a source from dist\n`);
