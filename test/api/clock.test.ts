import { expect, test } from "vitest";
import { createTestApp, getTokens, postDidit, postForm } from "../helpers/app.ts";
import { createJpeg } from "../helpers/images.ts";

const put = (payload: object, url = "/__admin/clock") => ({ method: "PUT", url, payload }) as const;

test("a moved clock makes a token expire, in its own space only", async () => {
  const app = await createTestApp();
  const { access } = await getTokens(app);
  const selfie = { name: "selfie", content: await createJpeg(), filename: "a.jpg" };
  const check = async () =>
    (await postForm(app, "/api/v3/biometrics/liveness/", [selfie], { authorization: `Bearer ${access}` }))
      .status;
  await app.inject(put({ advance_s: 301 }, "/~other/__admin/clock"));
  expect(await check()).toBe(200);
  await app.inject(put({ advance_s: 301 }));
  expect(await check()).toBe(401);
  await app.inject({ method: "POST", url: "/__admin/reset?only=state" });
  expect((await app.inject("/__admin/clock")).json()).toEqual({ now: "2025-05-01T13:11:07.977Z" });
});

test("a set clock is the time of the answers", async () => {
  const app = await createTestApp();
  const set = await app.inject(put({ now: "2031-02-03T04:05:06Z" }));
  expect(set.json()).toEqual({ now: "2031-02-03T04:05:06.000Z" });
  const image = { name: "user_image", content: await createJpeg(), filename: "a.jpg" };
  const { body } = await postDidit(app, "passive-liveness", [image]);
  expect(body.created_at).toMatch(/^2031-02-03T04:05:06\.0/);
});

test.each([
  [{}],
  [{ now: "2031-02-03T04:05:06Z", advance_s: 1 }],
  [{ now: "soon" }],
  [{ advance_s: 1e300 }],
  [{ advance_s: "1" }],
  [{ advance: 1 }],
])("the clock is not moved by %j", async (payload) => {
  const app = await createTestApp();
  const answer = await app.inject(put(payload));
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error).not.toBe("");
  expect((await app.inject("/__admin/clock")).json()).toEqual({ now: "2025-05-01T13:11:07.977Z" });
});
