import fc from "fast-check";
import { createNotes } from "../../src/journal/notes.ts";
import type { Exchange } from "../../src/journal/record.ts";
import type { Call } from "../../src/scenarios/call.ts";
import { toSecret } from "../../src/scenarios/secret.ts";

/** Texts that break terminals, encodings and layouts: controls, lone surrogates, marks, direction changes, and very long ones. */
export const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.constantFrom(
    "",
    "\u0000\u001b[31m\u0007\r\n\t",
    "\ud800",
    "\udfff\ud800",
    "\u202e\u2066\ufeff\u200b\u2028\u2029\u0085",
    "a\u0301".repeat(200),
    "😀".repeat(300),
    "ü".repeat(5000),
    "\u0001".repeat(5000),
    '"\\'.repeat(2000),
    "__proto__",
    "constructor",
  ),
);

const seen = fc.option(
  fc.record({
    faces: fc.nat({ max: 9 }),
    best_angle: fc.constantFrom(0, 90, 180, 270),
    detection_score: fc.double({ min: 0, max: 1, noNaN: true }),
    gender: fc.constantFrom("male" as const, "female" as const),
    age: fc.double({ min: 0, max: 120, noNaN: true }),
    yaw: fc.double({ min: -90, max: 90, noNaN: true }),
  }),
  { nil: undefined },
);

const file = fc.record({
  name: fc.oneof(fc.constantFrom("user_image", "ref_image"), hostileText),
  filename: hostileText,
  bytes: fc.nat(),
  format: fc.option(fc.constantFrom("jpeg", "png"), { nil: undefined }),
  widthPx: fc.option(fc.nat(), { nil: undefined }),
  heightPx: fc.option(fc.nat(), { nil: undefined }),
  sha256: fc.constant(() => "a".repeat(64)),
  perceptualHash: fc.option(fc.constant("0123456789abcdef"), { nil: undefined }),
  seen,
});

const fields = fc.dictionary(
  fc.oneof(fc.constantFrom("vendor_data", "rotate_image", "api_key"), hostileText),
  fc.oneof(hostileText, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.jsonValue()),
  { maxKeys: 40 },
);

/** Calls of Didit's passive liveness check with hostile values everywhere. */
export const hostileCall: fc.Arbitrary<Call> = fc
  .record({
    headers: fc.dictionary(
      fc.constantFrom("content-type", "user-agent", "x-asked", "x-stuntface-scenario"),
      hostileText,
    ),
    key: hostileText,
    username: fc.option(hostileText, { nil: undefined }),
    fields,
    files: fc.array(file, { maxLength: 9 }),
  })
  .map(({ key, ...call }) => ({ ...call, operation: "didit.passive-liveness", apiKey: toSecret(key) }));

/** What the journal is told of such a call. */
export const hostileExchange: fc.Arbitrary<Exchange> = fc
  .record({
    call: hostileCall,
    path: hostileText,
    status: fc.constantFrom(200, 400, 401, 500, null),
    key: hostileText,
    failure: hostileText,
    violations: fc.array(hostileText, { maxLength: 20 }),
    passedOver: fc.array(fc.record({ id: fc.constant("i".repeat(100)), why: hostileText }), {
      maxLength: 20,
    }),
    answerId: fc.uuid(),
  })
  .map(({ call, path, status, key, ...more }) => ({
    requestId: "0".repeat(36),
    at: 0,
    space: "s".repeat(64),
    method: "POST",
    path,
    status,
    durationMs: 1,
    headers: call.headers,
    askedHeaders: new Set(["x-asked"]),
    notes: {
      ...createNotes(),
      operation: call.operation,
      call,
      scenario: `${"n".repeat(100)}#1/1`,
      timings: { parse: 1, match: 1, detect: 1 },
      ...more,
    },
    key,
  }));
