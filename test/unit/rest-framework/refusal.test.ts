import { expect, test } from "vitest";
import { toSentence } from "../../../src/providers/rest-framework/refusal.ts";

test("a refusal reads as sentences behind the names of their fields", () => {
  expect(toSentence({ detail: "Not found." })).toBe("Not found.");
  expect(toSentence({ selfie: ["No file was submitted.", "Try again."] })).toBe(
    "selfie: No file was submitted. Try again.",
  );
});

test("what a refusal nests stays readable", () => {
  const messages = [{ token_class: "AccessToken", message: "Token is expired" }];
  expect(toSentence({ detail: "Given token not valid.", messages })).toBe(
    'Given token not valid. messages: {"token_class":"AccessToken","message":"Token is expired"}',
  );
});
