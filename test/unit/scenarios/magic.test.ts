import { expect, test } from "vitest";
import { MagicError, parseMagic } from "../../../src/scenarios/magic.ts";
import { createSpecs, findSpec } from "../../helpers/specs.ts";

const liveness = "didit.passive-liveness";
const selfie = "apptenticate.liveness";
const ids = ["approve", "low-liveness-score"];

function parse(order: string, operation = liveness) {
  return parseMagic(`stunt:${order}`, findSpec(createSpecs(), operation), ids);
}

function overlay(overlay: object, delayMs = 0) {
  return {
    step: {
      outcome: { kind: "overlay", overlay },
      delay: { kind: "fixed", ms: delayMs },
      times: 1,
      chance: 1,
    },
  };
}

test.each([
  ["LOW_LIVENESS_SCORE", liveness, overlay({ warnings: ["LOW_LIVENESS_SCORE"] })],
  [
    "LOW_LIVENESS_SCORE,LOW_FACE_QUALITY",
    liveness,
    overlay({ warnings: ["LOW_LIVENESS_SCORE", "LOW_FACE_QUALITY"] }),
  ],
  ["score=12", liveness, overlay({ score: 12 })],
  ["score=0", liveness, overlay({ score: 0 })],
  ["score=99.5", "didit.face-match", overlay({ score: 99.5 })],
  ["status=Declined", liveness, overlay({ status: "Declined" })],
  ["status=In Review", "didit.face-match", overlay({ status: "In Review" })],
  ["code=706", selfie, overlay({ code: 706 })],
  ["detection=skip", liveness, overlay({ detection: "skip" })],
  ["score=12, delay=2s ,detection=skip", liveness, overlay({ score: 12, detection: "skip" }, 2000)],
  [
    "error=insufficient_credits",
    liveness,
    {
      step: {
        outcome: { kind: "error", error: "insufficient_credits" },
        delay: { kind: "fixed", ms: 0 },
        times: 1,
        chance: 1,
      },
    },
  ],
  [
    "error=forbidden,delay=800ms",
    selfie,
    {
      step: {
        outcome: { kind: "error", error: "forbidden" },
        delay: { kind: "fixed", ms: 800 },
        times: 1,
        chance: 1,
      },
    },
  ],
  [
    "delay=1.5s",
    liveness,
    { step: { outcome: { kind: "real" }, delay: { kind: "fixed", ms: 1500 }, times: 1, chance: 1 } },
  ],
  ["approve", liveness, { scenario: "approve", delayMs: 0 }],
  ["approve,delay=2s,detection=skip", liveness, { scenario: "approve", delayMs: 2000, detection: "skip" }],
])("stunt:%s is an order to %s", (order, operation, magic) => {
  expect(parse(order, operation)).toEqual(magic);
});

test("an order that contradicts itself is refused, as in a file", () => {
  expect(() => parse("NO_FACE_DETECTED,status=Approved")).toThrow("Approved contradicts NO_FACE_DETECTED");
  expect(() => parse("LOW_FACE_QUALITY,LOW_FACE_QUALITY")).toThrow("names one twice");
});

test.each([
  ["LOW_LIVENES_SCORE", liveness, '"LOW_LIVENES_SCORE" is not known. Did you mean LOW_LIVENESS_SCORE?'],
  ["aprove", liveness, '"aprove" is not known. Did you mean approve?'],
  ["scor=12", liveness, '"scor" is not known. Did you mean score?'],
  ["score=", liveness, 'score must be a number, not "".'],
  ["score=high", liveness, 'score must be a number, not "high".'],
  ["score=101", liveness, "score must be from 0 to 100."],
  ["score=-1", liveness, "score must be from 0 to 100."],
  ["score=12", selfie, "apptenticate.liveness: has no score to force."],
  ["code=706", liveness, "didit.passive-liveness: has no codes."],
  ["code=716", selfie, "apptenticate.liveness: must be 700 to 715."],
  ["delay=2", liveness, 'delay must be a time such as 800ms or 2s, an hour at most, not "2".'],
  ["error=forbiden", liveness, 'didit.passive-liveness: "forbiden" is not known. Did you mean forbidden?'],
  ["status=declined", liveness, 'didit.passive-liveness: "declined" is not known. Did you mean Declined?'],
  ["", liveness, '"" is not known.'],
])("stunt:%s is refused for %s", (order, operation, message) => {
  expect(() => parse(order, operation)).toThrow(new MagicError(message));
});
