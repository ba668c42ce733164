import { execFile } from "node:child_process";
import { expect, test } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs a built command of the project; its exit code is what matters. */
function run(path: string, argv: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [toPackagePath(path), ...argv], (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

test("a short fuzz run finds nothing", async () => {
  const only = "bodies,images,headers,json";
  const argv = ["--cases", "120", "--seed", "short", "--only", only];
  const { code, stdout, stderr } = await run("dist/fuzz/main.js", argv);
  expect([code, stdout], stderr).toEqual([0, expect.stringContaining("Nothing found.")]);
  expect(stderr).toContain("fuzz: bodies, ");
});

test("a server that is not there is not fuzzed", async () => {
  const { code, stderr } = await run("dist/fuzz/main.js", ["--cases", "1", "--url", "http://127.0.0.1:1"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("fuzz: ")]);
});

test("a short soak meets everything but what takes minutes or a calm machine", async () => {
  const { stdout, stderr } = await run("dist/soak/main.js", [
    "--minutes",
    "0.05",
    "--connections",
    "60",
    "--json",
  ]);
  expect(stdout, stderr).toMatch(/^{/);
  const { checks, traffic } = JSON.parse(stdout) as {
    checks: { name: string; isMet?: boolean; measured: string }[];
    traffic: { actions: Record<string, number>; failures: string[] };
  };
  const missed = checks.filter(({ name, isMet }) => isMet === false && !name.includes("delay"));
  expect([missed, traffic.failures]).toEqual([[], []]);
  expect(Object.keys(traffic.actions).length).toBeGreaterThan(6);
});
