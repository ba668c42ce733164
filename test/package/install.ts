import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { toPackagePath } from "../../src/package-root.ts";

const run = promisify(execFile);

/** A Node that the installed package is tried on. */
export type TestedNode = { readonly version: string; readonly path: string };

declare module "vitest" {
  export interface ProvidedContext {
    /** The packed file. */
    readonly tarball: string;
    /** Paths in it, as npm lists them. */
    readonly packed: readonly string[];
    /** A project that has nothing but the packed file installed. */
    readonly project: string;
    /** This Node, and those that `STUNTFACE_TEST_NODES=24,26` asks for. */
    readonly nodes: readonly TestedNode[];
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
  provide("nodes", [
    { version: process.versions.node, path: process.execPath },
    ...(await installNodes(join(folder, "nodes"))),
  ]);
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

/** The registry's package `node` takes its binary from a package for each platform; its install script is not needed then. */
async function installNodes(folder: string): Promise<TestedNode[]> {
  const majors = (process.env.STUNTFACE_TEST_NODES ?? "").split(",").filter((major) => major !== "");
  if (majors.length === 0) return [];
  const platform = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  await install(folder, ...majors.map((major) => `node${major}@npm:${platform}@${major}`));
  return Promise.all(
    majors.map(async (major) => {
      const path = join(
        folder,
        "node_modules",
        `node${major}`,
        "bin",
        process.platform === "win32" ? "node.exe" : "node",
      );
      const { stdout } = await run(path, ["--version"]);
      return { version: stdout.trim().slice(1), path };
    }),
  );
}
