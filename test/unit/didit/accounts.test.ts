import { expect, test } from "vitest";
import { judgeCode, toCode, toCoolDownMs } from "../../../src/providers/didit/accounts/code.ts";
import { type LockState, toFailed, toLockMs, unlocked } from "../../../src/providers/didit/accounts/lock.ts";
import {
  findPasswordFault,
  hashPassword,
  isPassword,
} from "../../../src/providers/didit/accounts/password.ts";

test.each([
  ["", "Password must be at least 8 characters long."],
  ["Ab1!xyz", "Password must be at least 8 characters long."],
  ["Ab1!xy😀", "Password must be at least 8 characters long."],
  ["lower1!lower", "Password must contain at least one uppercase letter."],
  ["ÄÖlower1!", "Password must contain at least one uppercase letter."],
  ["UPPER1!UPPER", "Password must contain at least one lowercase letter."],
  ["MyStrong!Pass", "Password must contain at least one digit."],
  ["MyStr0ngPass", "Password must contain at least one special character."],
  ["MyStr0ng~Pass", "Password must contain at least one special character."],
  ["MyStr0ng Pass", "Password must contain at least one special character."],
])("of the password %j the first broken rule is told", (password, fault) => {
  expect(findPasswordFault(password)).toBe(fault);
});

test.each([..."!@#$%^&*()_+-=[]{}|;:,.<>?"])("%s is a special character", (special) => {
  expect(findPasswordFault(`MyStr0ng${special}`)).toBeUndefined();
});

test("a password may hold line breaks and be as long as it likes", () => {
  expect(findPasswordFault(`${"a".repeat(100_000)}\nB1!`)).toBeUndefined();
});

test("a kept password is recognized and does not show", async () => {
  const kept = await hashPassword("MyStr0ng!Pass", Buffer.from("salt"));
  expect(JSON.stringify(kept)).not.toContain("MyStr0ng");
  expect(await isPassword("MyStr0ng!Pass", kept)).toBe(true);
  expect(await isPassword("MyStr0ng!pass", kept)).toBe(false);
  expect(await hashPassword("MyStr0ng!Pass", Buffer.from("other"))).not.toEqual(kept);
});

test("codes are six capitals and digits, whatever bytes they are made from", () => {
  expect(toCode(Buffer.from([0, 25, 26, 35, 36, 255, 1, 2]))).toBe("AZ09AD");
});

test.each([
  ["A3K9F2", 899_999, "right"],
  ["A3K9F2", 900_000, "expired"],
  ["a3k9f2", 0, "wrong"],
  ["A3K9F3", 900_000, "wrong"],
])("the code %s after %i ms is %s", (text, age, verdict) => {
  expect(judgeCode({ text: "A3K9F2", sentAt: 5 }, text, 5 + age)).toBe(verdict);
});

test("another code is to be had a minute after the last", () => {
  const ages = [0, 59_999, 60_000, 1e9];
  expect(ages.map((age) => toCoolDownMs({ text: "A3K9F2", sentAt: 5 }, 5 + age))).toEqual([60_000, 1, 0, 0]);
});

test("the fifth failure in a row locks for 15 minutes, and counting then begins anew", () => {
  let lock: LockState = unlocked;
  for (let n = 0; n < 4; n += 1) lock = toFailed(lock, n);
  expect([lock.failures, toLockMs(lock, 4)]).toEqual([4, 0]);
  lock = toFailed(lock, 4);
  expect([toLockMs(lock, 4), toLockMs(lock, 900_003), toLockMs(lock, 900_004)]).toEqual([900_000, 1, 0]);
  expect(toFailed(lock, 900_004)).toEqual({ failures: 1, lockedUntil: null });
});
