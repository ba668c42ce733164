import { afterAll, beforeAll, expect, test } from "vitest";
import { editions, questions } from "../../src/conformance/catalog.ts";
import { judgeEdition, matchExpectation } from "../../src/conformance/judge.ts";
import type { Answers } from "../../src/conformance/run-questions.ts";
import { type Server, startServer } from "../../src/server.ts";
import { askEverything, listFailures } from "../helpers/conformance.ts";
import { listMutants } from "../helpers/mutants.ts";
import { createPhotoEngine } from "../helpers/photo-engine.ts";

const didit = editions.filter(({ provider }) => provider === "didit");
const names = ["2025-05", "2026-06"] as const;
const runs = new Map<string, Answers>();
let server: Server;

/** The cases that a server of an edition of Didit's contract has to fulfil. */
function listEditions(name: string) {
  return editions.filter(({ provider, edition }) => provider !== "didit" || edition === name);
}

function getRun(name: string): Answers {
  const answers = runs.get(name);
  if (!answers) throw new Error(`nothing was asked of ${name}`);
  return answers;
}

// A space for each edition, each asked once for all tests.
beforeAll(async () => {
  server = await startServer({ port: 0, log: "silent" }, { engine: await createPhotoEngine() });
  for (const name of names) {
    await fetch(`${server.url}/~${name}/__admin/settings`, {
      method: "PATCH",
      body: JSON.stringify({ didit: { contract: name } }),
    });
    runs.set(name, await askEverything(`${server.url}/~${name}`));
  }
}, 60_000);

afterAll(() => server.close());

test.each(names)("every case of %s holds for the server, but for those that need a mailed code", (name) => {
  for (const edition of listEditions(name)) {
    const { failed, skipped } = listFailures(edition, getRun(name));
    expect(failed).toEqual([]);
    expect(skipped.filter((id) => !/^didit\.(verify|verify-again|new-balance|login)\b/.test(id))).toEqual([]);
  }
});

test("with the code from the mail the account is verified, and its key is good", async () => {
  const url = `${server.url}/~2025-05`;
  const text = await (await fetch(`${url}/__admin/mail`)).text();
  const code = /"code":"(\w+)"/.exec(text)?.[1] ?? "";
  const answers = await askEverything(url, ["accounts"], { code });
  const own = (id: string) =>
    /^didit\.(verify|verify-again|new-balance|login|login-wrong-password)\//.test(id);
  const [edition] = didit;
  const { failed, passed } = listFailures(
    { provider: "didit", edition: "2025-05", cases: edition?.cases.filter(({ id }) => own(id)) ?? [] },
    answers,
  );
  expect(failed).toEqual([]);
  expect(passed).toHaveLength(7);
});

test.each(names)("every case of %s fails for some change of the answer that it is about", (name) => {
  const answers = getRun(name);
  const tireless = listEditions(name)
    .flatMap((edition) => listFailures(edition, answers).passed)
    .filter(({ question, expect: expectation }) =>
      listMutants(answers.exchanges.get(question)).every(
        (mutant) => matchExpectation(expectation, mutant, answers.values).length === 0,
      ),
    );
  expect(tireless.map(({ id }) => id)).toEqual([]);
});

test("a server of one edition fails cases of the other", () => {
  for (const name of names) {
    const counts = didit.map((edition) => {
      const { verdicts } = judgeEdition(edition, getRun(name), new Map());
      return [edition.edition === name, verdicts.filter(({ state }) => state === "failed").length] as const;
    });
    for (const [isOwn, failures] of counts) expect(failures > 20).toBe(!isOwn);
  }
});

test("ids are unique in an edition, and every question has a case", () => {
  for (const { cases } of editions) expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  const asked = new Set(editions.flatMap(({ cases }) => cases.map(({ question }) => question)));
  expect(questions.filter(({ id }) => !asked.has(id))).toEqual([]);
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
});
