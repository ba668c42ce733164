import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { listUnknownVariables } from "../../src/load-options.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { type Server, startServer } from "../../src/server.ts";
import { toServerNames } from "../../src/tls/names.ts";
import { createDirectory } from "../helpers/directories.ts";
import { createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";

const page = readFileSync(toPackagePath("docs/tls.md"), "utf8");

function listBlocks(language: string): string[] {
  return [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(([, given]) => given === language)
    .map(([, , text = ""]) => text.trim());
}

/** What a recipe needs that a machine may lack. */
function toNeed(command: string): string {
  if (command.includes("import requests")) return 'python3 -c "import requests"';
  return `command -v ${/(curl|node|python3|keytool) /.exec(command)?.[1]}`;
}

function run(command: string, cwd: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn("sh", ["-c", command], { cwd, env: { PATH: process.env.PATH ?? "", HOME: cwd } });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

let server: Server;
beforeAll(async () => {
  server = await startServer({ port: 0, tls: true }, { engine: createFakeEngine([createFacts()]) });
});
afterAll(() => server.close());

// Servers are started by test/docs; java needs a program.
const recipes = listBlocks("sh").filter((command) => !/^(npx|java) /.test(command));

test.for(recipes)("docs/tls.md: %s", async (command, { skip }) => {
  const need = toNeed(command);
  if (spawnSync("sh", ["-c", need]).status !== 0) skip(`this machine fails on: ${need}`);
  const cwd = createDirectory({ "ca.pem": server.ca ?? "" });
  const { port } = new URL(server.url);
  const { code, stdout, stderr } = await run(command.replaceAll("4090", port), cwd);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  if (command.includes("/livez")) expect(stdout).toContain('{"status":"ok"}');
  expect(readFileSync(join(cwd, "ca.pem"), "utf8")).toBe(server.ca);
});

test("docs/tls.md: the compose file uses settings that exist and names that the certificate is for", () => {
  const [text = ""] = listBlocks("yaml");
  const { stuntface } = parse(text).services;
  expect(listUnknownVariables(stuntface.environment)).toEqual([]);
  expect(toServerNames("0.0.0.0", [])).toEqual(expect.arrayContaining(stuntface.networks.default.aliases));
});
