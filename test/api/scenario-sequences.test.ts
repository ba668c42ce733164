import { expect, test } from "vitest";
import { createIdentity } from "../../src/identity.ts";
import { createTestApp, postDidit } from "../helpers/app.ts";
import { createJpeg } from "../helpers/images.ts";

const image = await createJpeg();
const selfie = { name: "user_image", filename: "a.jpg", content: image };

/** Posts so many calls one after the other; statuses and labels of the answers. */
async function call(scenarios: string, calls: number, allowsServerErrors = false) {
  const app = await createTestApp({ scenarios, allowsServerErrors });
  const answers: string[] = [];
  for (let index = 0; index < calls; index += 1) {
    const { status, headers } = await postDidit(app, "passive-liveness", [selfie]);
    answers.push(`${status} ${headers["x-stuntface-scenario"]}`);
  }
  return answers;
}

const steps = "steps: [{ outcome: { error: rate_limited }, times: 2 }, { outcome: { error: forbidden } }]";

test.each([
  ["", ["429 s#1/2", "429 s#1/2", "403 s#2/2", "403 s#2/2", "403 s#2/2"]],
  ["after: repeat-last", ["429 s#1/2", "429 s#1/2", "403 s#2/2", "403 s#2/2", "403 s#2/2"]],
  ["after: real", ["429 s#1/2", "429 s#1/2", "403 s#2/2", "200 none", "200 none"]],
  ["after: cycle", ["429 s#1/2", "429 s#1/2", "403 s#2/2", "429 s#1/2", "429 s#1/2"]],
  ["after: fail", ["429 s#1/2", "429 s#1/2", "403 s#2/2", "500 s#2/2", "500 s#2/2"]],
])("with %j steps answer in turn and then %j", async (after, answers) => {
  expect(await call(`id: s\n${after}\n${steps}`, 5, after === "after: fail")).toEqual(answers);
});

test("a scenario that fails says how many calls it allows", async () => {
  const app = await createTestApp({
    scenarios: "id: s\nafter: fail\noutcome: real",
    allowsServerErrors: true,
  });
  await postDidit(app, "passive-liveness", [selfie]);
  const { body, headers } = await postDidit(app, "passive-liveness", [selfie]);
  expect(body).toEqual({ detail: "Stuntface: scenario s allows 1 call; this is call 2." });
  expect(headers["x-stuntface-outcome"]).toBe("error");
});

test("calls that the contract refuses move no step", async () => {
  const app = await createTestApp({ scenarios: `id: s\n${steps}` });
  const label = async (parts: Parameters<typeof postDidit>[2], headers?: Record<string, string>) =>
    (await postDidit(app, "passive-liveness", parts, headers)).headers["x-stuntface-scenario"];
  expect(await label([])).toBe("none");
  expect(await label([selfie], { "x-api-key": "" })).toBe("none");
  expect(await label([selfie])).toBe("s#1/2");
});

test.each(["error: forbidden", "http: { status: 403 }", "score: 12"])(
  "an answer with %s waits as it is told to",
  async (outcome) => {
    const app = await createTestApp({ scenarios: `outcome: { ${outcome} }\ndelay: 60ms` });
    const form = await app.inject({
      method: "POST",
      url: "/v3/passive-liveness/",
      headers: { "x-api-key": "key", "content-type": "multipart/form-data; boundary=b" },
      payload: Buffer.concat([
        Buffer.from('--b\r\nContent-Disposition: form-data; name="user_image"; filename="a.jpg"\r\n\r\n'),
        image,
        Buffer.from("\r\n--b--\r\n"),
      ]),
    });
    const [, waited] = /delay;dur=([\d.]+)/.exec(String(form.headers["server-timing"])) ?? [];
    expect(Number(waited)).toBeGreaterThanOrEqual(55);
  },
);

test("200 calls at once are given each step exactly as often as its times say", async () => {
  const app = await createTestApp({
    identity: createIdentity(null, null),
    scenarios: `id: s
after: real
steps:
  - { outcome: { error: unauthorized }, times: 7 }
  - { outcome: { error: forbidden }, times: 50 }
  - { outcome: { score: 12 }, times: 30 }
  - { outcome: { http: { status: 418, body: {} } } }
`,
  });
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => postDidit(app, "passive-liveness", [selfie])),
  );
  const count = (label: string) =>
    answers.filter(({ headers }) => headers["x-stuntface-scenario"] === label).length;
  expect(["s#1/4", "s#2/4", "s#3/4", "s#4/4", "none"].map(count)).toEqual([7, 50, 30, 1, 112]);
  expect(new Set(answers.map(({ headers }) => headers["x-stuntface-request-id"])).size).toBe(200);
});

test("200 calls at once for four users are counted apart", async () => {
  const app = await createTestApp({
    identity: createIdentity(null, null),
    scenarios:
      "id: s\ncount_per: vendor_data\nafter: real\nsteps: [{ outcome: { error: forbidden }, times: 9 }, { outcome: real }]",
  });
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const user = `user-${index % 4}`;
      const answer = await postDidit(app, "passive-liveness", [
        selfie,
        { name: "vendor_data", content: user },
      ]);
      return `${user} ${answer.headers["x-stuntface-scenario"]}`;
    }),
  );
  for (const user of ["user-0", "user-1", "user-2", "user-3"]) {
    const count = (label: string) => answers.filter((answer) => answer === `${user} ${label}`).length;
    expect([user, count("s#1/2"), count("s#2/2"), count("none")]).toEqual([user, 9, 1, 40]);
  }
});

test("calls at once that are looked at first are given each step exactly as often, too", async () => {
  const app = await createTestApp({
    identity: createIdentity(null, null),
    scenarios:
      "id: s\nwhen: { seen: { any: { faces: 1 } } }\nafter: real\noutcome: { error: forbidden }\ntimes: 11",
  });
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => postDidit(app, "passive-liveness", [selfie])),
  );
  expect(answers.filter(({ status }) => status === 403)).toHaveLength(11);
});

test.each([
  ["{ calls: 2 }", 2, 200],
  ["{ calls: 2 }", 1, 406],
  ["{ calls: 2 }", 3, 406],
  ["{ calls: '>=1' }", 3, 200],
  ["{ calls: 0 }", 0, 200],
])("expect: %s after %i calls is verified with %i", async (expected, calls, status) => {
  const app = await createTestApp({ scenarios: `id: s\nexpect: ${expected}\noutcome: { error: forbidden }` });
  for (let index = 0; index < calls; index += 1) await postDidit(app, "passive-liveness", [selfie]);
  expect((await app.inject({ method: "POST", url: "/__admin/verify" })).statusCode).toBe(status);
});
