import { expect, test } from "vitest";
import { createAdminApp, expectRefused, type RefusedCase } from "../helpers/admin.ts";

const bigText = "x".repeat(2 * 1024 * 1024 + 1);

const cases: readonly RefusedCase[] = [
  [
    "POST /__admin/verify",
    "{bad",
    400,
    "the body is no JSON: Expected property name or '}' in JSON at position 1",
  ],
  ["POST /__admin/verify", "[1]", 400, "body: must be a mapping, not [1]."],
  ["POST /__admin/verify", { matches: {} }, 400, "body matches: the key is not known. Did you mean match?"],
  [
    "POST /__admin/verify",
    { match: { vendor_dat: "x" } },
    400,
    "body match.vendor_dat: the key is not known. Did you mean vendor_data?",
  ],
  ["POST /__admin/verify", { match: { field: 3 } }, 400, "body match.field: must be a mapping, not 3."],
  ["POST /__admin/verify", { match: { status: "abc" } }, 400, 'status: "abc" is no number or range'],
  ["POST /__admin/verify", { match: { path: "/(/" } }, 400, "path: error parsing regexp"],
  ["POST /__admin/verify", { match: { vendor_data: "/(?=a)/" } }, 400, "vendor_data: error parsing regexp"],
  ["POST /__admin/verify", { times: {} }, 400, "times must name exactly, at_least or at_most."],
  [
    "POST /__admin/verify",
    { times: { exactly: -1 } },
    400,
    "body times.exactly: must be a whole number of 0 or more",
  ],
  [
    "POST /__admin/verify",
    { times: { atLeast: 1 } },
    400,
    "body times.atLeast: the key is not known. Did you mean at_least?",
  ],
  [
    "POST /__admin/requests/find",
    { limit: 0 },
    400,
    "body limit: must be a whole number from 1 to 1000, not 0.",
  ],
  ["POST /__admin/requests/count", { limit: 1 }, 400, "body limit: the key is not known. Known: match."],
  [
    "POST /__admin/requests/wait",
    { timeout_ms: 60_001 },
    400,
    "body timeout_ms: must be a whole number from 0 to 60000, not 60001.",
  ],
  [
    "POST /__admin/requests/wait",
    { timeout: 5 },
    400,
    "body timeout: the key is not known. Did you mean timeout_ms?",
  ],
  [
    "POST /__admin/requests/wait",
    { count: "2" },
    400,
    'body count: must be a whole number from 1 to 1000, not "2".',
  ],
  ["POST /__admin/verify", bigText, 413, "the body is larger than 2097152 bytes."],
  ["POST /__admin/explain", {}, 400, "body: the key operation is missing."],
  [
    "POST /__admin/explain",
    { operation: "didit.face-mach" },
    400,
    'operation "didit.face-mach" is not known. Did you mean didit.face-match?',
  ],
  [
    "POST /__admin/explain",
    { operation: "didit.face-match", files: [{ name: "a", sha256: "b" }] },
    400,
    'body files[0].sha256: must be 64 hex digits, not "b".',
  ],
  [
    "POST /__admin/reset?only=journals",
    undefined,
    400,
    "querystring only: must be one or more of journal, counters, scenarios and state, separated by commas",
  ],
  ["POST /__admin/reset?only=journal,x", undefined, 400, "querystring only: must be one or more of journal"],
  [
    "POST /__admin/reset?onyl=journal",
    undefined,
    400,
    "querystring onyl: the key is not known. Did you mean only?",
  ],
  ["POST /__admin/reset", { only: "journal" }, 400, "body only: the key is not known."],
];

test.each(cases.map((item, index) => [index, item[0], item] as const))(
  "bad question %i: %s says what is wrong and changes nothing",
  async (_index, _route, item) => expectRefused(item),
);

test("a body needs no content type, and JSON is taken under any", async () => {
  const { app } = await createAdminApp();
  for (const headers of [
    {},
    { "content-type": "text/plain" },
    { "content-type": "application/x-www-form-urlencoded" },
  ]) {
    const response = await app.inject({
      method: "POST",
      url: "/__admin/requests/count",
      payload: '{"match":{}}',
      headers,
    });
    expect([response.statusCode, response.json()]).toEqual([200, { count: 0 }]);
  }
});
