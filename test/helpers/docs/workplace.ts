import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { toPackagePath } from "../../../src/package-root.ts";

/** What pages name relative to a clone. */
const linked = ["node_modules", "scenarios", "models", "openapi", "Dockerfile"];

/**
 * A directory inside the clone, removed after the test: programs in it import `stuntface` as they do in a project, and what
 * commands write meets neither the clone nor another run.
 */
export function createWorkplace(): string {
  const parent = toPackagePath(".reports");
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(join(parent, "docs-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const name of linked) symlinkSync(toPackagePath(name), join(directory, name));
  mkdirSync(join(directory, "tmp"));
  writeFileSync(join(directory, "vitest.config.mjs"), "export default {};\n");
  return directory;
}

/** Puts photos into the directory and into the one that stands for `/tmp`. */
export function addPhotos(directory: string, from: string): void {
  for (const target of [directory, join(directory, "tmp")]) cpSync(from, target, { recursive: true });
}

/** Ports that are free now, each a different one. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) =>
          server.once("listening", () => {
            const address = server.address();
            resolve(typeof address === "object" && address !== null ? address.port : 0);
          }),
        ),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
