import { expect, test } from "vitest";
import { createAdminApp } from "../helpers/admin.ts";
import { getTokens, postForm, postSelfie } from "../helpers/app.ts";
import { createPeopleEngine, people, toPersonPart } from "../helpers/people.ts";
import { postForm as sendForm, startTestServer } from "../helpers/server.ts";
import { createDataPath } from "../helpers/state-stores.ts";
import { fetchToken } from "../helpers/uploads.ts";

const path = "/api/v3/biometrics/liveness/";
const selfie = toPersonPart(people.same, "selfie");
const returnId = { name: "return_id", content: "true" };
const forbidden = { detail: "You do not have permission to perform this action." };

test("a check that is not contracted is 403 for a user with a token, before the body is validated", async () => {
  const { app } = await createAdminApp({ options: { apptenticate: { contracted: ["face-match"] } } });
  for (const parts of [[selfie], []]) {
    const answer = await postSelfie(app, parts);
    expect([answer.status, answer.body]).toEqual([403, forbidden]);
  }
  expect((await postForm(app, path, [selfie])).status).toBe(401);
  expect((await getTokens(app)).access).toMatch(/^ey/);
});

test("a space loses and gets its contract while the server runs", async () => {
  const { app, ask } = await createAdminApp();
  const setContracted = (contracted: string[]) =>
    ask("PATCH /__admin/settings", { apptenticate: { contracted } });
  expect((await postSelfie(app, [selfie])).status).toBe(200);
  await setContracted([]);
  expect((await postSelfie(app, [selfie])).status).toBe(403);
  await setContracted(["liveness"]);
  expect((await postSelfie(app, [selfie])).status).toBe(200);
});

test("parallel checks of a space get numbers from 1111 on, none of them twice, until a reset", async () => {
  const { app, ask } = await createAdminApp();
  const answers = await Promise.all(Array.from({ length: 50 }, () => postSelfie(app, [selfie, returnId])));
  const ids = answers.map(({ body }) => body.id as number).sort((a, b) => a - b);
  expect(ids).toEqual(Array.from({ length: 50 }, (_, index) => 1111 + index));
  await ask("POST /__admin/reset");
  expect((await postSelfie(app, [selfie, returnId])).body.id).toBe(1111);
});

test("with a data file the numbers of both vendors go on after a restart", async () => {
  const data = createDataPath();
  const numbers = [];
  for (let run = 0; run < 2; run++) {
    const server = await startTestServer({ data }, { engine: createPeopleEngine() });
    const access = await fetchToken(server.url);
    const answer = await sendForm(`${server.url}${path}`, [selfie, returnId], {
      authorization: `Bearer ${access}`,
    });
    const { body } = await sendForm(`${server.url}/v3/passive-liveness/`, [toPersonPart(people.same)]);
    const decision = await fetch(`${server.url}/v3/session/${body.request_id}/decision/`, {
      headers: { "x-api-key": "test-key" },
    });
    numbers.push([answer.body.id, ((await decision.json()) as { session_number: number }).session_number]);
    await server.close();
  }
  expect(numbers).toEqual([
    [1111, 1],
    [1112, 2],
  ]);
});
