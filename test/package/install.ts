import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { toPackagePath } from "../../src/package-root.ts";

const run = promisify(execFile);

declare module "vitest" {
  export interface ProvidedContext {
    /** The packed file. */
    readonly tarball: string;
    /** Paths in it, as npm lists them. */
    readonly packed: readonly string[];
    /** A project that has nothing but the packed file installed. */
    readonly project: string;
  }
}

/** Packs the built package and installs it as a user would, once for all files of the project. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "stuntface-package-"));
  // `npm test` has built it already.
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const { stdout } = await run("npm", pack, { cwd: toPackagePath("."), maxBuffer: 16 * 1024 * 1024 });
  const [{ filename, files }] = toPackResults(stdout);
  const tarball = join(folder, filename);
  const project = join(folder, "project");
  await install(project, tarball);
  provide("tarball", tarball);
  provide(
    "packed",
    files.map(({ path }) => path),
  );
  provide("project", project);
  return () => rmSync(folder, { recursive: true, force: true });
}

type PackResult = { readonly filename: string; readonly files: readonly { readonly path: string }[] };

/** npm prints a list, or since version 12 a mapping by the package's name. */
function toPackResults(json: string): [PackResult] {
  return Object.values(JSON.parse(json)) as [PackResult];
}

async function install(cwd: string, ...packages: readonly string[]): Promise<void> {
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  mkdirSync(cwd);
  writeFileSync(join(cwd, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }\n');
  await run("npm", ["install", ...flags, ...packages], { cwd });
}
