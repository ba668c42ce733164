import { readdirSync, readFileSync } from "node:fs";
import { toPackagePath } from "../../../src/package-root.ts";

/** All source files as one text, line breaks inside it kept. */
export function readSources(): string {
  const root = toPackagePath("src");
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.c?ts$/.test(name),
  );
  return names.map((name) => readFileSync(`${root}/${name}`, "utf8")).join("\n");
}
