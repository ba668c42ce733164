import { once } from "node:events";
import { expect, test } from "vitest";
import { goodPassword } from "../helpers/accounts.ts";
import { startServe } from "../helpers/cli.ts";
import { fetchJson, postForm } from "../helpers/server.ts";
import { createDataPath } from "../helpers/state-stores.ts";
import { createPhoto } from "../helpers/uploads.ts";

const email = "you@example.com";
const photo = { name: "user_image", filename: "a.jpg", content: createPhoto(2_000) };
const made = { name: "vendor_data", content: "stunt:detection=skip" };

test("account, key, balance and saved calls are there after the server was killed", async () => {
  const argv = ["--data", createDataPath(), "--didit-account-credits", "2"];
  const first = await startServe(argv);
  const accounts = `${first.url}/auth/v2/programmatic`;
  const headers = { "content-type": "application/json" };
  await fetchJson(`${accounts}/register/`, "POST", { email, password: goodPassword }, headers);
  const { mails } = (await fetchJson(`${first.url}/__admin/mail`)).body;
  const verified = await fetchJson(
    `${accounts}/verify-email/`,
    "POST",
    { email, code: mails[0].code },
    headers,
  );
  const key = { "x-api-key": verified.body.api_key as string };
  const { status, body } = await postForm(`${first.url}/v3/passive-liveness/`, [made, photo], key);
  expect(status).toBe(200);
  const ended = once(first.child, "close");
  first.child.kill("SIGKILL");
  await ended;

  const { url } = await startServe(argv);
  const get = async (path: string) => (await fetchJson(url + path, "GET", undefined, key)).body;
  expect((await get("/v3/billing/balance/")).balance).toBe("1.0000");
  expect((await get(`/v3/session/${body.request_id}/decision/`)).session_number).toBe(1);
  const credentials = { email, password: goodPassword };
  const login = await fetchJson(`${url}/auth/v2/programmatic/login/`, "POST", credentials, headers);
  expect(login.status).toBe(200);
  const second = await postForm(`${url}/v3/passive-liveness/`, [made, photo], key);
  expect([second.status, await get("/v3/billing/balance/")]).toMatchObject([200, { balance: "0.0000" }]);
  const third = await postForm(`${url}/v3/passive-liveness/`, [made, photo], key);
  expect(third.status).toBe(403);
});
