import { expect, test } from "vitest";
import { garbage, nobody, people } from "../helpers/people.ts";
import { createSandbox } from "../helpers/sandbox.ts";

const refusal =
  "You don't have enough credits to perform this request. Please top up at https://business.didit.me";
const forced = (scenario: string) => ({ headers: { "x-stuntface-scenario": scenario } });

test("of 1,000 parallel calls on a balance of 10 exactly 10 succeed", async () => {
  const { check, readBalance, engine, ask } = await createSandbox({ credits: 10, rateLimit: "off" });
  const answers = await Promise.all(Array.from({ length: 1000 }, () => check(people.same)));
  const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
  expect([count(200), count(403)]).toEqual([10, 990]);
  expect(await readBalance()).toBe("0.0000");
  expect(engine.asked).toHaveLength(10);
  expect((await ask("GET /__admin/sessions")).body.sessions).toHaveLength(10);
});

test("a completed check costs its price, declined or forced as it may be", async () => {
  const prices = { passiveLiveness: 0.15, faceMatch: 7 };
  const { check, readBalance } = await createSandbox({ credits: 1, prices });
  await check(people.same);
  expect(await readBalance()).toBe("0.8500");
  await check(nobody);
  await check(people.same, { save_api_request: "false" });
  await check(people.same, {}, forced("low-liveness-score"));
  expect(await readBalance()).toBe("0.4000");
});

test("calls that fail cost nothing", async () => {
  const { check, readBalance } = await createSandbox({ credits: 1 }, { allowsServerErrors: true });
  const answers = [
    await check(people.same, { rotate_image: "maybe" }),
    await check(people.same, {}, { parts: [] }),
    await check(garbage),
    await check(people.same, {}, forced("server-error")),
    await check(people.same, {}, forced("rate-limited")),
    await check(people.same, {}, forced("insufficient-credits")),
    await check(people.same, { vendor_data: "stunt:error=unavailable" }),
    await check(people.same, {}, { headers: { "x-api-key": "" } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 500, 429, 403, 503, 401]);
  expect(await readBalance()).toBe("1.0000");
  expect((await check(people.same)).status).toBe(200);
  expect(await readBalance()).toBe("0.0000");
});

test("a price of 0 is paid from an empty balance", async () => {
  const { check, readBalance } = await createSandbox({
    credits: 0,
    prices: { passiveLiveness: 0, faceMatch: 1 },
  });
  expect((await check(people.same)).status).toBe(200);
  expect(await readBalance()).toBe("0.0000");
});

test("an empty balance is refused before validation and before any picture is looked at", async () => {
  const { check, engine, ask } = await createSandbox({ credits: 0 });
  const answers = [
    await check(people.same),
    await check(garbage),
    await check(people.same, { rotate_image: "maybe" }, { parts: [] }),
  ];
  for (const { status, body } of answers) expect([status, body]).toEqual([403, { error: refusal }]);
  expect(engine.asked).toEqual([]);
  expect((await ask("GET /__admin/sessions")).body.sessions).toEqual([]);
});

test("a balance that is less than the price is left as it is", async () => {
  const { check, readBalance } = await createSandbox({ credits: 0.5 });
  expect((await check(people.same)).status).toBe(403);
  expect(await readBalance()).toBe("0.5000");
});

test("the price of a space changes while the server runs", async () => {
  const { check, readBalance, ask } = await createSandbox({ credits: 10 });
  await ask("PATCH /__admin/settings", { didit: { prices: { passive_liveness: 2.5 } } });
  await check(people.same);
  expect(await readBalance()).toBe("7.5000");
});
