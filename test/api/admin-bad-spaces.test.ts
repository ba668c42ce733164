import { expect, test } from "vitest";
import { callLiveness, createAdminApp, expectRefused, type RefusedCase } from "../helpers/admin.ts";

const cases: readonly RefusedCase[] = [
  [
    "POST /__admin/spaces",
    { id: "a/b" },
    400,
    '"a/b" is no id of a space: letters, digits, dots, dashes and underscores, 64 at most.',
  ],
  ["POST /__admin/spaces", { id: "" }, 400, '"" is no id of a space'],
  ["POST /__admin/spaces", { id: "x".repeat(65) }, 400, `"${"x".repeat(65)}" is no id of a space`],
  ["POST /__admin/spaces", { name: "a" }, 400, "body name: the key is not known. Known: id."],
  [
    "DELETE /__admin/spaces/default",
    undefined,
    409,
    "the default space stays; POST /__admin/reset empties it.",
  ],
  ["DELETE /__admin/spaces/nobody", undefined, 404, "there is no space nobody."],
  ["GET /__admin/spaces/nobody", undefined, 404, "there is no space nobody."],
];

test.each(cases.map((item, index) => [index, item[0], item] as const))(
  "bad space %i: %s says what is wrong and changes nothing",
  async (_index, _route, item) => expectRefused(item),
);

test("the path /~ without an id is refused, as a pipeline with an empty variable makes it", async () => {
  const { app, ask, records, services } = await createAdminApp();
  const error = '"" is no id of a space: letters, digits, dots, dashes and underscores, 64 at most.';
  const call = await callLiveness(app, { space: "" });
  expect([call.status, call.body]).toEqual([400, { detail: `Stuntface: ${error}` }]);
  expect((await ask("GET /~/__admin/requests")).body).toEqual({ error });
  expect(records.map(({ space, status, error: reason }) => [space, status, reason])).toEqual([
    ["", 400, error],
  ]);
  expect([services.spaces.size, services.spaces.default.journal.total]).toEqual([1, 0]);
});

test.each(["a b", "a!", ".a", "-a", "ä", "a%2Fb", "x".repeat(65), "a\u0000"])(
  "the space id %j in a path is refused with the rule for ids",
  async (id) => {
    const { app, services } = await createAdminApp();
    const { status, body } = await callLiveness(app, { space: encodeURI(id) });
    expect([status, body.detail]).toEqual([
      400,
      expect.stringMatching(/^Stuntface: ".*" is no id of a space: letters, /),
    ]);
    expect(services.spaces.size).toBe(1);
  },
);
