import { expect, test } from "vitest";
import { toHostUrl } from "../../../src/conformance/ask.ts";
import { questions } from "../../../src/conformance/catalog.ts";
import { listProviders } from "../../../src/conformance/target.ts";

test.each([
  ["https://verification.didit.me", ["didit"]],
  ["https://apx.didit.me", ["didit"]],
  ["https://api.apptenticate.com", ["apptenticate"]],
  ["http://127.0.0.1:4090/~space", ["didit", "apptenticate"]],
  ["https://notdidit.me", ["didit", "apptenticate"]],
])("%s is asked for %j", (url, providers) => {
  expect(listProviders(url)).toEqual(providers);
});

test("only what is about accounts goes to the vendor's host for them", () => {
  const hosts = questions.map((question) => toHostUrl(question, "https://verification.didit.me"));
  const moved = questions.filter((_, index) => hosts[index] === "https://apx.didit.me");
  expect(moved.length).toBeGreaterThan(5);
  expect(moved.every(({ path }) => path.startsWith("/auth/v2/programmatic/"))).toBe(true);
  for (const question of questions)
    expect(toHostUrl(question, "http://127.0.0.1:4090")).toBe("http://127.0.0.1:4090");
});
