import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";

/** What a consumer's command left behind; colours are taken out. */
export type ConsumerResult = { readonly code: number | null; readonly output: string };

/** A project that uses the package as it would be installed. */
export type Consumer = {
  readonly directory: string;
  /** Runs a program of this repository's node_modules, or a file of the project, with Node. */
  run(file: string, ...args: string[]): Promise<ConsumerResult>;
  remove(): void;
};

/** A folder with the projects in test/consumers and the package in its node_modules, as it was installed from the packed file. */
export function createConsumer(): Consumer {
  // Inside the repository, so that dependencies are found; copied, because what is linked counts as source for some tools.
  const parent = toPackagePath(".consumers");
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(join(parent, "c-"));
  const installed = join(inject("project"), "node_modules/stuntface");
  cpSync(installed, join(directory, "node_modules/stuntface"), { recursive: true });
  cpSync(toPackagePath("test/consumers"), directory, { recursive: true });
  writeFileSync(join(directory, "package.json"), JSON.stringify({ private: true }));
  return {
    directory,
    async run(file, ...args) {
      const child = spawn(process.execPath, [join(directory, file), ...args], {
        cwd: directory,
        env: { PATH: process.env.PATH ?? "", NO_COLOR: "1", CI: "1" },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => {
          output += text;
        });
      const [code] = await once(child, "close");
      return { code: code as number | null, output };
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
