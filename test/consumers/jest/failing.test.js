const { useStuntface } = require("stuntface/jest");

const stuntface = useStuntface();

test("an order that nobody used fails its test", async () => {
  await stuntface.force({ error: "rate_limited" });
});
