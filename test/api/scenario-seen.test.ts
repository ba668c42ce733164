import { expect, test } from "vitest";
import { createTestApp, postDidit, postSelfie } from "../helpers/app.ts";
import { createFace, createFacts } from "../helpers/facts.ts";
import { createFakeEngine, type FakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

const image = await createJpeg();
const probe = { name: "user_image", filename: "a.jpg", content: image };
const reference = { name: "ref_image", filename: "b.jpg", content: image };
const selfie = { name: "selfie", filename: "c.jpg", content: image };
const one = createFacts();
const nobody = createFacts({ faces: [] });
const two = createFacts({ faces: [createFace(), createFace()], bestAngle: 90 });

const toScenario = (when: string, outcome = "{ error: forbidden }") =>
  `id: s\nwhen: ${when}\noutcome: ${outcome}`;

async function check(engine: FakeEngine, scenarios: string, vendorData = "a") {
  const app = await createTestApp({ engine, scenarios });
  const parts = [probe, { name: "vendor_data", content: vendorData }];
  const { status, headers, body } = await postDidit(app, "passive-liveness", parts);
  return { status, body, label: headers["x-stuntface-scenario"], timings: headers["server-timing"] };
}

test.each([
  ["faces: '>=2'", two, one],
  ["faces: 0", nobody, one],
  ["best_angle: 90", two, one],
  ["gender: male", one, nobody],
  ["age: 22-23", one, nobody],
  ["face_width: '>=500'", one, nobody],
])("{ %s } decides by what the detection finds", async (selector, right, wrong) => {
  const scenario = toScenario(`{ seen: { user_image: { ${selector} } } }`);
  expect((await check(createFakeEngine([right]), scenario)).status).toBe(403);
  expect((await check(createFakeEngine([wrong]), scenario)).label).toBe("none");
});

test("the pictures are looked at once, before the selection, and the answer is made of the same facts", async () => {
  const engine = createFakeEngine([two, nobody]);
  const real = await check(engine, toScenario("{ seen: { user_image: { faces: 2 } } }", "real"));
  expect([real.label, real.body.liveness.user_image.entities.length, engine.asked.length]).toEqual([
    "s#1/1",
    2,
    1,
  ]);
  expect(real.timings).toMatch(/detect;dur=.*, match;dur=/);
});

test("who is not selected by what was seen is answered with it, too", async () => {
  const engine = createFakeEngine([one, nobody]);
  const { label, body } = await check(engine, toScenario("{ seen: { user_image: { faces: 2 } } }"));
  expect([label, body.liveness.user_image.entities.length, engine.asked.length]).toEqual(["none", 1, 1]);
});

test("an overlay is laid over the facts that selected it", async () => {
  const engine = createFakeEngine([two, nobody]);
  const { body } = await check(engine, toScenario("{ seen: { any: { faces: 2 } } }", "{ score: 12 }"));
  expect([body.liveness.score, body.liveness.user_image.entities.length, engine.asked.length]).toEqual([
    12, 2, 1,
  ]);
});

test("nothing is looked at for a call that the other conditions leave out, or that a stronger scenario answers", async () => {
  const engine = createFakeEngine([one]);
  const scenarios = `scenarios:
  - { id: strong, precedence: 1, when: { vendor_data: strong }, outcome: { error: forbidden } }
  - { id: seeing, when: { vendor_data: seen, seen: { any: { faces: 1 } } }, outcome: { error: forbidden } }
`;
  expect((await check(engine, scenarios, "strong")).label).toBe("strong#1/1");
  expect(engine.asked).toHaveLength(0);
  expect((await check(engine, scenarios, "other")).label).toBe("none");
  expect(engine.asked).toHaveLength(1);
  expect((await check(engine, scenarios, "seen")).label).toBe("seeing#1/1");
  expect(engine.asked).toHaveLength(2);
});

test("not can ask for what is not seen, alone and with a hash", async () => {
  const scenario = toScenario("{ not: { seen: { user_image: { faces: 1 } } } }");
  expect((await check(createFakeEngine([nobody]), scenario)).status).toBe(403);
  expect((await check(createFakeEngine([one]), scenario)).label).toBe("none");
  const both = toScenario(
    '{ not: { file: { any: { phash: "0000000000000000" } }, seen: { any: { faces: 1 } } } }',
  );
  expect((await check(createFakeEngine([nobody]), both)).status).toBe(403);
  expect((await check(createFakeEngine([one]), both)).label).toBe("none");
});

test("a picture that cannot be read fulfils no condition on what is seen", async () => {
  const scenario = toScenario("{ seen: { any: { faces: '>=0' } } }");
  const { status, label, body } = await check(createFakeEngine(["unreadable"]), scenario);
  expect([status, label, Object.keys(body)]).toEqual([400, "none", ["user_image"]]);
  const app = await createTestApp({ engine: createFakeEngine(["unreadable"]), scenarios: scenario });
  expect((await postSelfie(app, [selfie])).body.error_code).toBe(708);
});

test("any is one of two pictures; each is looked at once", async () => {
  const select = async (part: string, ...facts: Parameters<typeof createFakeEngine>) => {
    const engine = createFakeEngine(...facts);
    const scenarios = `id: s\noperation: didit.face-match\nwhen: { seen: { ${part}: { faces: 2 } } }\noutcome: real`;
    const app = await createTestApp({ engine, scenarios });
    const { headers } = await postDidit(app, "face-match", [probe, reference]);
    expect(engine.asked).toHaveLength(2);
    return headers["x-stuntface-scenario"];
  };
  expect(await select("any", [one, two])).toBe("s#1/1");
  expect(await select("any", [two, one])).toBe("s#1/1");
  expect(await select("ref_image", [two, one])).toBe("none");
  expect(await select("any", [one, one])).toBe("none");
});

test("one picture that cannot be read does not keep the other from selecting", async () => {
  const scenarios =
    "id: s\noperation: didit.face-match\nwhen: { seen: { any: { faces: 2 } } }\noutcome: { error: forbidden }";
  const app = await createTestApp({ engine: createFakeEngine(["unreadable", two]), scenarios });
  expect((await postDidit(app, "face-match", [probe, reference])).status).toBe(403);
});

test("a token request has nothing to look at", async () => {
  const engine = createFakeEngine([one]);
  const app = await createTestApp({ engine, scenarios: toScenario("{ seen: { any: { faces: 1 } } }") });
  const answer = await app.inject({
    method: "POST",
    url: "/api/token/",
    payload: { username: "a", password: "b" },
  });
  expect([answer.statusCode, engine.asked.length]).toEqual([200, 0]);
});
