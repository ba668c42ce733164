import { readFileSync } from "node:fs";
import { join } from "node:path";
import dockerignore from "@balena/dockerignore";
import type { CopySource } from "./copy.ts";

/** The folder that is sent to a builder, without what its `.dockerignore` leaves out. */
export function loadContext(folder: string): CopySource {
  const rules = dockerignore.default().add(readFileSync(join(folder, ".dockerignore"), "utf8"));
  return { folder, isIncluded: (path) => path === "" || !rules.ignores(path) };
}
