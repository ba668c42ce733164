// `npm run test:nodes`: tests on other versions of Node, which come from the registry.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { toPackagePath } from "../package-root.ts";
import { installNode } from "./install-node.ts";

const help = `Usage: npm run test:nodes -- [--node 24,26] [arguments of vitest run]

Runs tests on other versions of Node: those of the packed file (--project package) unless other arguments are given. Some
100 MB come from the registry for each version. Versions are majors or exact. Exit codes: 0 all passed, 1 not.
`;

async function testOn(version: string, argv: readonly string[]): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "stuntface-node-"));
  try {
    process.stderr.write(`test-nodes: fetching Node ${version}\n`);
    const bin = join(await installNode(folder, version), "bin");
    const vitest = toPackagePath("node_modules/vitest/vitest.mjs");
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    process.stderr.write(`test-nodes: vitest run ${argv.join(" ")} on Node ${version}\n`);
    const child = spawn(join(bin, "node"), [vitest, "run", ...argv], {
      env,
      stdio: "inherit",
      cwd: toPackagePath("."),
    });
    const [code] = await once(child, "close");
    return code === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [flag, versions, ...rest] = process.argv.slice(2);
const isNamed = flag === "--node" && versions !== undefined;
const given = isNamed ? rest : process.argv.slice(2);
if (flag === "--help" || flag === "-h") process.stdout.write(help);
else {
  const argv = given.length === 0 ? ["--project", "package"] : given;
  for (const version of (isNamed ? versions : "24,26").split(","))
    if (!(await testOn(version, argv))) process.exitCode = 1;
}
