import { afterAll, expect, test } from "vitest";
import { createConsumer } from "../helpers/consumer.ts";

const consumer = createConsumer();
afterAll(() => consumer.remove());

const tools = "../../node_modules";
const vitest = (...args: string[]) =>
  consumer.run(`${tools}/vitest/vitest.mjs`, "run", "--root", "vitest", ...args);
const jest = (...args: string[]) =>
  consumer.run(`${tools}/jest/bin/jest.js`, "--rootDir", "jest", "--no-cache", "--watchman=false", ...args);

test("a Vitest project passes with a server of its own, and fails where verify finds problems", async ({
  expect,
}) => {
  const { code, output } = await vitest();
  expect(output).toContain("3 failed | 11 passed");
  expect(code).toBe(1);
  expect(output).toContain(
    'unused-scenario: armed-1 (any operation: {"error":"rate_limited"}) was never called.',
  );
  expect(output).toContain(
    'contract-violation: POST /v3/passive-liveness/: The field "threshold" is not part of the contract.',
  );
  expect(output).toContain("expected 'no credits' to be 'Approved, of course'");
  expect(output.match(/VerificationError/g)).toHaveLength(2);
});

test("a Vitest project whose files share a server passes", async () => {
  const { code, output } = await vitest("--config", "vitest.shared.config.mjs", "passing");
  expect(output).toContain("11 passed");
  expect(code).toBe(0);
});

test("a Jest project passes with servers of its own, and fails where verify finds problems", async ({
  expect,
}) => {
  const { code, output } = await jest("--runInBand");
  expect(output).toContain("1 failed, 3 passed");
  expect(code).toBe(1);
  expect(output).toContain("VerificationError: 1 problem in space");
  expect(output).toContain(
    'unused-scenario: armed-1 (any operation: {"error":"rate_limited"}) was never called.',
  );
  expect(output).not.toContain("did not exit");
});

test("a Jest project whose files share a server passes", async () => {
  const { code, output } = await jest("--config", "jest/jest.shared.config.js", "--runInBand", "passing");
  expect(output).toContain("3 passed");
  expect(code).toBe(0);
  expect(output).not.toContain("did not exit");
});

test("no server is left when its runner is killed", async () => {
  const { code, output } = await consumer.run("jest/crash.cjs");
  expect([code, output]).toEqual([null, expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\n$/)]);
  const isGone = () =>
    fetch(`${output.trim()}/livez`).then(
      () => false,
      () => true,
    );
  await expect.poll(isGone, { timeout: 20_000 }).toBe(true);
});

// One of them also checks all declarations that the package needs.
test.for(["nodenext", "bundler"])("a strict TypeScript project with %s resolution compiles", async (name) => {
  const result = await consumer.run(`${tools}/typescript/bin/tsc`, "-p", `types/tsconfig.${name}.json`);
  expect(result).toEqual({ code: 0, output: "" });
});
