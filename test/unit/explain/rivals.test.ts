import { expect, test } from "vitest";
import { createExplained, expectGolden } from "../../helpers/explained.ts";

const low = "outcome: { score: 12 }\noperation: didit.passive-liveness";

test("right selectors in another space are found there", async () => {
  const { add, why } = await createExplained();
  await add(`id: user-42-is-low\nwhen: { vendor_data: user-42 }\n${low}`, "ci-7");
  await expectGolden(await why({ space: "ci-8", fields: { vendor_data: "user-42" } }), "another-space");
});

test("a one-shot that waits in another space is found there", async () => {
  const { ask, why } = await createExplained();
  await ask("POST /~ci-7/__admin/arm", low);
  await expectGolden(await why(), "armed-in-another-space");
});

test("a scenario named by the header that only another space has is found there", async () => {
  const { add, why } = await createExplained();
  await add(`id: user-42-is-low\n${low}`, "ci-7");
  const headers = { "x-stuntface-scenario": "user-42-is-low" };
  await expectGolden(await why({ space: "ci-8", headers }), "named-in-another-space");
});

test("a scenario that is used up says after how many calls", async () => {
  const { add, why } = await createExplained();
  await add(`id: twice\nsteps:\n  - outcome: { error: forbidden }\n    times: 2\nafter: real`);
  const texts = [await why(), await why(), await why()];
  await expectGolden(texts.join("\n"), "used-up");
});

test("chance shows what was drawn", async () => {
  const { add, why } = await createExplained();
  await add("id: rarely\nchance: 0.1\noutcome: { error: forbidden }");
  await expectGolden(await why(), "chance");
});

test("a scenario for the second call says which call this was", async () => {
  const { add, why } = await createExplained();
  await add("id: second\nwhen: { call: 2 }\noutcome: { error: forbidden }");
  await expectGolden([await why(), await why()].join("\n"), "call-number");
});

test("a lost competition says what decided it", async () => {
  const { ask, add, why } = await createExplained({
    scenarios: `scenarios:
  - { id: file-one, when: { vendor_data: [user-42, x] }, outcome: { error: forbidden } }
  - { id: file-two, when: { vendor_data: [user-42, y] }, outcome: { error: forbidden } }
  - { id: file-three, outcome: { error: forbidden } }
  - { id: file-four, precedence: 7, outcome: { error: forbidden } }`,
  });
  const fields = { vendor_data: "user-42" };
  const texts = [await why({ fields })];
  for (const one of ["precedence: 1", "when: { vendor_data: user-42 }", "precedence: 0", "precedence: 0"])
    await add(`${one}\n${low}`);
  texts.push(await why({ fields }));
  await ask("DELETE /__admin/scenarios/run-time-1");
  texts.push(await why({ fields }));
  await ask("DELETE /__admin/scenarios/run-time-2");
  texts.push(await why({ fields }));
  await expectGolden(texts.join("\n"), "lost");
});

test("among files that tie the path order decides", async () => {
  const { why } = await createExplained({
    scenarios: `scenarios:
  - { id: a, when: { vendor_data: [user-42, x] }, outcome: { error: forbidden } }
  - { id: b, when: { vendor_data: [user-42, y] }, outcome: { error: forbidden } }`,
  });
  await expectGolden(await why({ fields: { vendor_data: "user-42" } }), "path-order");
});

test("an earlier stage, a one-shot and the header come before all others", async () => {
  const { ask, add, why } = await createExplained({ allowsServerErrors: true });
  await add(
    `id: early\nstage: before_auth\nwhen: { header: { x-early: "1" } }\noutcome: { error: server_error }`,
  );
  await add(`id: plain\nprecedence: 9\n${low}`);
  const texts = [await why({ headers: { "x-early": "1" } })];
  for (let shot = 0; shot < 2; shot++)
    await ask("POST /__admin/arm", { steps: [{ outcome: "real", times: 2 }] });
  texts.push(await why());
  texts.push(await why({ headers: { "x-stuntface-scenario": "plain" } }));
  await expectGolden(texts.join("\n"), "nearer");
});

test("a scenario that is gone by now still says that it answered", async () => {
  const { ask, add, why } = await createExplained();
  await add(`id: plain\n${low}`);
  await ask("POST /__admin/arm", "outcome: { error: forbidden }");
  const text = await why();
  expect(text).toContain(
    "plain    no   matches, but lost to armed-1#1/1, which was used up, removed or replaced since.",
  );
  await expectGolden(text, "gone");
});

test("a scenario that was switched off, and one added after the call, say so", async () => {
  const { add, app, explain } = await createExplained();
  await add(`id: off\nenabled: false\n${low}`);
  const { headers } = await app.inject({ method: "POST", url: "/v3/passive-liveness/" });
  const id = String(headers["x-stuntface-request-id"]);
  await add("id: later\nstage: before_auth\noutcome: { error: forbidden }");
  await expectGolden(await explain("", id), "off-or-later");
});

test("a call beyond the last step of a scenario that then fails says so", async () => {
  const { add, why } = await createExplained({ allowsServerErrors: true });
  await add("id: once\nafter: fail\noutcome: { error: forbidden }");
  await why();
  await expectGolden(await why(), "exhausted");
});

test("a thousand scenarios leave room for the nearest ones and say how many there are", async () => {
  const list = Array.from(
    { length: 1000 },
    (_, index) => `  - { id: s-${index}, when: { vendor_data: user-${index} }, outcome: real }`,
  );
  const { why } = await createExplained({ scenarios: `scenarios:\n${list.join("\n")}` });
  await expectGolden(await why({ fields: { vendor_data: "user-42a" } }), "thousand-scenarios");
});
