import { createStuntfaceTest, test } from "stuntface/vitest";

test("a test has a space", async ({ stuntface }) => {
  const url: string = stuntface.url;
  await stuntface.reset("journal", "counters");
  stuntface.skipVerify();
  return void url;
});
test.extend<{ user: string }>({ user: "ann" })("and fixtures of its own", ({ user, stuntface }) => {
  return void [user.length, stuntface.id];
});
createStuntfaceTest(
  { strict: true, url: "http://stuntface:4090" },
  test.extend<{ user: string }>({ user: "ann" }),
)("with options", ({ user, stuntfaceServer }) => void [user.length, stuntfaceServer.admin.space]);
