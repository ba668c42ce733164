import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./run-program.ts";

/**
 * Installs a Node (`24`, `24.21.0`) into `folder` and returns the folder with its `bin`. The registry's package `node` takes
 * its binary from a package for each platform; taken directly, no install script has to run.
 */
export async function installNode(folder: string, version: string): Promise<string> {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}\n");
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  await runProgram(["npm", "install", ...flags, `${name}@${version}`], { cwd: folder });
  return join(folder, "node_modules", name);
}
