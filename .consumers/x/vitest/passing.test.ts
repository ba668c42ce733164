import { test } from "stuntface/vitest";
import { describe, expect } from "vitest";
import { checkLiveness, photo } from "./client.js";

const skip = { detection: "skip" } as const;

test("a user without credits is told so", async ({ stuntface }) => {
  await stuntface.force({ error: "insufficient_credits" }, { operation: "didit.passive-liveness" });
  expect(await checkLiveness(stuntface.url, photo, "ann")).toBe("no credits");
  expect(await stuntface.count({ vendor_data: "ann", status: 403 })).toBe(1);
});

describe.concurrent("in parallel", () => {
  const users = Array.from({ length: 8 }, (_, index) => `user-${index}`);
  test.for(users)("%s sees only its own calls", async (user, { stuntface }) => {
    await stuntface.use({ outcome: { status: user === "user-3" ? "Declined" : "Approved", ...skip } });
    const [status, calls] = await Promise.all([
      checkLiveness(stuntface.url, photo, user),
      stuntface.waitFor({ operation: "didit.passive-liveness" }),
    ]);
    expect(status).toBe(user === "user-3" ? "Declined" : "Approved");
    expect(calls.map(({ fields }) => fields.vendor_data)).toEqual([user]);
  });
});

describe("settings of a few tests", () => {
  test.override({ stuntfaceSettings: { didit: { contract: "2026-06" } } });

  test("reach the space", async ({ stuntface }) => {
    const { didit } = await stuntface.settings.read();
    expect(didit.contract).toBe("2026-06");
  });
});

test("an unused order can be excused", async ({ stuntface }) => {
  await stuntface.force("LOW_FACE_QUALITY");
  stuntface.skipVerify();
});
