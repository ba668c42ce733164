import { expect, test } from "vitest";
import { runCli } from "../helpers/cli.ts";
import { createPhotoEngine } from "../helpers/photo-engine.ts";
import { startRewritingProxy } from "../helpers/rewriting-proxy.ts";
import { startTestServer } from "../helpers/server.ts";

const env = {
  DIDIT_API_KEY: "secret-key-of-mine",
  APPTENTICATE_USERNAME: "somebody",
  APPTENTICATE_PASSWORD: "secret-password-of-mine",
};

async function startService(contract: "2025-05" | "2026-06" = "2025-05") {
  return startTestServer({ didit: { contract } }, { engine: await createPhotoEngine() });
}

test("a run against Stuntface costs nothing, names the edition that fits, and ends with 0", async () => {
  const { url } = await startService("2026-06");
  const { code, stdout, stderr } = await runCli(["conformance", "--url", url], { env });
  expect(stdout.match(/^ {2}✗.*/gm)).toBeNull();
  expect(code).toBe(0);
  expect(stdout).toMatch(/^didit 2026-06\n {2}✓ didit\.unknown-path\/status {2}an unknown path is 404\n/);
  expect(stdout).toMatch(/^didit 2026-06: \d+ passed, 0 failed, \d+ skipped$/m);
  expect(stdout).toMatch(/^apptenticate 3\.2: \d+ passed, 0 failed, 0 skipped$/m);
  expect(stdout).toMatch(/^didit 2025-05: \d+ passed, \d\d failed, \d+ skipped$/m);
  expect(stderr).toContain("is Stuntface: nothing is billed.");
  expect(stderr).toMatch(/^asking: 20 of \d+$/m);
}, 60_000);

test("an answer that breaks the contract is shown with what was expected and who says so, and ends with 1", async () => {
  const { url } = await startService();
  const proxy = await startRewritingProxy(url, ({ text, ...rest }) => ({
    ...rest,
    text: text.replace('"Invalid or missing API key"', '"Who are you?"'),
  }));
  const { code, stdout } = await runCli(["conformance", "--url", proxy.url, "--case", "didit.wrong-key/"]);
  expect(code).toBe(1);
  expect(stdout).toContain(
    [
      "  ✓ didit.wrong-key/status  a wrong key is 401",
      "  ✗ didit.wrong-key/body  a wrong key is told so",
      '      detail: expected "Invalid or missing API key", got "Who are you?"',
      "      documented: docs.didit.me, error responses",
      "",
    ].join("\n"),
  );
});

test("no billed call is made to a service without consent, and the price is told", async () => {
  const { url } = await startService();
  const proxy = await startRewritingProxy(url);
  const { code, stdout, stderr } = await runCli(["conformance", "--url", proxy.url], { env });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`10 billed calls to ${proxy.url}.`);
  expect(stderr).toContain("need your consent: --yes, or --max-billed N");
  // Only the question who answers there.
  expect(proxy.paths).toEqual(["/v3/no-such-check/"]);
});

test("with consent at most the agreed number is billed", async () => {
  const server = await startService();
  const proxy = await startRewritingProxy(server.url);
  const argv = ["conformance", "--only", "didit", "--url", proxy.url, "--json", "--max-billed", "2"];
  const { code, stdout } = await runCli(argv, { env });
  expect([code, JSON.parse(stdout).billed]).toEqual([0, 2]);
  const completed = server.records.filter(
    ({ operation, status }) => /^didit\.(passive|face|age)|liveness$/.test(operation ?? "") && status === 200,
  );
  expect(completed).toHaveLength(2);
});

test("a service that carries out what it should refuse is not asked beyond the price", async () => {
  const server = await startService();
  // Whatever is wrong with a form, this service approves.
  const proxy = await startRewritingProxy(server.url, (answer) =>
    answer.status === 400 ? { ...answer, status: 200, text: "{}" } : answer,
  );
  const argv = ["conformance", "--only", "didit", "--url", proxy.url, "--json", "--max-billed", "3"];
  const { code, stdout } = await runCli(argv, { env });
  expect([code, JSON.parse(stdout).billed]).toEqual([1, 3]);
  expect(stdout).toContain("not asked: 3 calls were carried out already");
});

test("a key on the command line is consent to ten billed calls", async () => {
  const { url } = await startService();
  const proxy = await startRewritingProxy(url);
  const argv = [
    "conformance",
    "--only",
    "didit",
    "--json",
    "--url",
    proxy.url,
    "--key",
    "secret-key-of-mine",
  ];
  const { code, stdout } = await runCli(argv);
  expect([code, JSON.parse(stdout).billed]).toEqual([0, 10]);
}, 60_000);

test("Stuntface is asked everything without any key", async () => {
  const { url } = await startService();
  const { code, stdout } = await runCli(["conformance", "--url", url, "--only", "apptenticate"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^apptenticate 3\.2: \d+ passed, 0 failed, 0 skipped$/m);
});

test("without a key a service is asked only what needs none", async () => {
  const server = await startService();
  const proxy = await startRewritingProxy(server.url);
  const { code, stdout } = await runCli(["conformance", "--url", proxy.url]);
  expect(code).toBe(0);
  expect(stdout).toContain("(needs a key: --key or DIDIT_API_KEY)");
  expect(server.records.filter(({ status }) => status === 200)).toEqual([]);
});

test("secrets are not printed, whatever the service does with them", async () => {
  const { url } = await startService();
  const proxy = await startRewritingProxy(url, (answer) => ({
    ...answer,
    status: 418,
    text: JSON.stringify({
      detail: `You are ${env.DIDIT_API_KEY}, or ${env.APPTENTICATE_PASSWORD}.`,
      told: answer.text,
    }),
  }));
  for (const format of [[], ["--json"]]) {
    const argv = [
      "conformance",
      "--yes",
      "--url",
      proxy.url,
      "--case",
      "didit.wrong-key,didit.missing-file",
      ...format,
    ];
    const { code, stdout, stderr } = await runCli(argv, { env });
    expect(code).toBe(1);
    expect(stdout + stderr).not.toMatch(/of-mine/);
    expect(stdout).toContain("You are xxxxxxxxxxxxxxxxxx, or");
  }
});

test("--list shows cases with price, needs and source, and asks nobody", async () => {
  const { code, stdout } = await runCli(["conformance", "--list", "--only", "didit"]);
  expect(code).toBe(0);
  expect(stdout).toContain(
    "didit.liveness-one-face/envelope  the answer has the keys of the edition in their order\n" +
      "    2025-05 2026-06; 1 billed call, shared; needs a key: --key or DIDIT_API_KEY; documented: docs.didit.me/standalone-apis/passive-liveness",
  );
  expect(stdout).not.toContain("apptenticate.");
  expect(stdout).toMatch(/^\d+ cases, 13 billed calls when all are asked\.$/m);
});

test("a server that is not there is one line and 2", async () => {
  const { code, stdout, stderr } = await runCli(["conformance", "--url", "http://127.0.0.1:1"]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^stuntface: no answer from http:\/\/127\.0\.0\.1:1: .*stuntface serve.*\n$/);
});
