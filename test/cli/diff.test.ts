import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";
import { createPhotoEngine } from "../helpers/photo-engine.ts";
import { type PassingAnswer, startRewritingProxy } from "../helpers/rewriting-proxy.ts";
import { startTestServer } from "../helpers/server.ts";

const env = {
  DIDIT_API_KEY: "secret-key-of-mine",
  APPTENTICATE_USERNAME: "somebody",
  APPTENTICATE_PASSWORD: "secret-password-of-mine",
};

async function startEmulator() {
  return startTestServer({}, { engine: await createPhotoEngine() });
}

/** Compares an altered copy of the emulator with the emulator. */
async function diffAltered(rewrite: (answer: PassingAnswer) => PassingAnswer, argv: readonly string[] = []) {
  const emulator = await startEmulator();
  const service = await startRewritingProxy(`${emulator.url}/~service`, rewrite);
  const words = ["diff", "--url", service.url, "--against", `${emulator.url}/~emulator`, "--yes", ...argv];
  return runCli(words, { env });
}

test("a service that answers as the emulator has only expected differences, and ends with 0", async () => {
  const { code, stdout } = await diffAltered((answer) => answer, ["--max-billed", "99"]);
  expect(stdout).toMatch(
    /^(- not compared: .*\n)*(\d+) questions compared, \2 alike; 0 structural differences, 0 in values, \d+ expected \(--all shows them\)\.\n$/,
  );
  expect(code).toBe(0);
}, 60_000);

test("each kind of difference is found, where it is and between which values", async () => {
  const { code, stdout } = await diffAltered(
    ({ path, status, headers, text }) => ({
      path,
      status: path === "/v3/no-such-check/" ? 410 : status,
      headers: headers.allow === undefined ? headers : { ...headers, allow: "PUT" },
      text: text
        .replace(/"best_angle":0\}/g, '"best_angle":0.0}')
        .replace(/"method":"PASSIVE",/g, "")
        .replace(/("face_quality":[\d.]+),("face_luminance":[\d.]+)/g, "$2,$1")
        .replace(/"short_description":"Low face match similarity"/g, '"short_description":"Not alike"')
        .replace(/("\w+":")(\d{4}-\d\d-\d\dT[\d:.]+)Z"/g, '$1$2+00:00"'),
    }),
    ["--case", "didit.unknown-path,didit.wrong-method,didit.liveness-one-face,didit.match-other-person"],
  );
  expect(code).toBe(1);
  for (const line of [
    "✗ structural  status  (status)",
    "✗ structural  header allow  (header)",
    "✗ structural  liveness.user_image.best_angle  (type: decimal number, whole number)",
    "✗ structural  liveness.method  (key is missing in the service's answer)",
    "✗ structural  liveness  (order of keys)",
    "✗ structural  created_at  (form)",
    "≠ value  face_match.warnings[LOW_FACE_MATCH_SIMILARITY].short_description  (value)",
  ])
    expect(stdout).toContain(`  ${line}\n`);
  expect(stdout).toContain('      service   "Not alike"\n      emulator  "Low face match similarity"\n');
  expect(stdout).not.toContain("expected  request_id");
});

test("a recording holds no secrets and is compared later without asking anybody", async () => {
  const directory = createDirectory();
  const emulator = await startEmulator();
  const service = await startRewritingProxy(`${emulator.url}/~service`, (answer) => ({
    ...answer,
    headers: { ...answer.headers, "set-cookie": "session=secret-cookie-of-mine" },
    text: answer.text.replace(/^\{/, `{"you":"${env.DIDIT_API_KEY}",`),
  }));
  const argv = [
    "diff",
    "--url",
    service.url,
    "--against",
    `${emulator.url}/~a`,
    "--yes",
    "--record",
    directory,
  ];
  const first = await runCli([...argv, "--json"], { env });
  const names = readdirSync(directory);
  const recorded = names.map((name) => readFileSync(join(directory, name), "utf8")).join("\n");
  expect(names).toContain("didit.liveness-one-face.json");
  expect(recorded).not.toMatch(/of-mine|set-cookie|somebody/);
  const asked = service.paths.length;
  const again = ["diff", "--replay", directory, "--against", `${emulator.url}/~b`, "--json"];
  const second = await runCli(again);
  expect([first.code, second.code]).toEqual([1, 1]);
  expect(service.paths).toHaveLength(asked);
  const find = (stdout: string) =>
    JSON.parse(stdout)
      .differences.flatMap(({ question, path, what, judgement }: Record<string, string>) =>
        judgement === "expected" ? [] : [`${question} ${path} ${what}`],
      )
      .sort();
  expect(find(second.stdout)).toEqual(find(first.stdout));
  expect(find(second.stdout)).toContain(
    "didit.liveness-one-face you key is missing in the emulator's answer",
  );
}, 60_000);

test("without --against an emulator of its own answers in the edition that the recording fits", async () => {
  const directory = createDirectory();
  for (const [question, status, detail] of [
    ["didit.no-key", 403, "You do not have permission to perform this action."],
    ["didit.wrong-key", 401, "Invalid or missing API key"],
  ] as const)
    writeFileSync(
      join(directory, `${question}.json`),
      JSON.stringify({
        question,
        status,
        headers: { "content-type": "application/json" },
        text: `{"detail":"${detail}"}`,
      }),
    );
  const { code, stdout } = await runCli(["diff", "--replay", directory]);
  expect(stdout).toBe(
    "The emulator answered in Didit's edition 2026-06.\n" +
      "2 questions compared, 2 alike; 0 structural differences, 0 in values, 0 expected.\n",
  );
  expect(code).toBe(0);
});
