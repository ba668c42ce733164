import { readdirSync, readFileSync } from "node:fs";
import { toPackagePath } from "../../../src/package-root.ts";

/** All source files as one text. */
export function readSources(): string {
  const files = ["src", "bin"].flatMap((folder) =>
    readdirSync(toPackagePath(folder), { recursive: true, encoding: "utf8" }).map(
      (name) => `${folder}/${name}`,
    ),
  );
  const sources = files.filter((file) => /\.[cm]?[jt]s$/.test(file));
  return sources.map((file) => readFileSync(toPackagePath(file), "utf8")).join("\n");
}
