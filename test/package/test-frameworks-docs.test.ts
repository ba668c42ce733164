import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";
import { createConsumer } from "../helpers/consumer.ts";

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
const consumer = createConsumer();
afterAll(() => consumer.remove());

// Every block that begins with the name of a file is that file.
const text = readFileSync(toPackagePath("docs/test-frameworks.md"), "utf8");
const files = [...text.matchAll(/^```(?:js|ts)\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)];
for (const [, name = "", content = ""] of files) writeFileSync(join(consumer.directory, name), content);
writeFileSync(join(consumer.directory, "selfie.jpg"), Buffer.from(pixel, "base64"));
writeFileSync(join(consumer.directory, "package.json"), JSON.stringify({ private: true, type: "module" }));

const tools = "../../node_modules";

test("the Vitest example passes with the shared server of its configuration", async () => {
  const { code, output } = await consumer.run(`${tools}/vitest/vitest.mjs`, "run", "./liveness.test.js");
  expect([code, output]).toEqual([0, expect.stringContaining("2 passed")]);
});

test("the Jest example passes with the shared server of its configuration", async () => {
  const { code, output } = await consumer.run(
    `${tools}/jest/bin/jest.js`,
    "--runInBand",
    "--testMatch=**/jest-*.test.cjs",
  );
  expect([code, output]).toEqual([0, expect.stringContaining("1 passed")]);
});

test("the example for node:test passes", async () => {
  const { code, output } = await consumer.run("liveness.node.mjs");
  expect([code, output]).toEqual([0, expect.stringMatching(/pass 1\n/)]);
});

test("the Testcontainers example compiles", async () => {
  const { code, output } = await consumer.run(
    `${tools}/typescript/bin/tsc`,
    ..."--ignoreConfig --noEmit --strict --skipLibCheck --module nodenext --types node container.ts".split(
      " ",
    ),
  );
  expect([code, output]).toEqual([0, ""]);
});
