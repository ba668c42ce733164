const { useStuntface } = require("stuntface/jest");
const { checkLiveness, photo } = require("./client.js");

const stuntface = useStuntface({ didit: { contract: "2026-06" } });

test("a user without credits is told so", async () => {
  await stuntface.force({ error: "insufficient_credits" }, { operation: "didit.passive-liveness" });
  expect(await checkLiveness(stuntface.url, photo, "ann")).toBe("no credits");
  const calls = await stuntface.requests({ vendor_data: "ann" });
  expect(calls.map(({ operation, status }) => [operation, status])).toStrictEqual([
    ["didit.passive-liveness", 403],
  ]);
});

test("the next test begins with nothing", async () => {
  expect(await stuntface.requests()).toStrictEqual([]);
  expect((await stuntface.settings.read()).didit.contract).toBe("2026-06");
});

test("an error of the server can be caught", async () => {
  await expect(stuntface.force({ error: "no_such_error" })).rejects.toThrow("is not known");
});
