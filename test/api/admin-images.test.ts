import { expect, test } from "vitest";
import { callLiveness, createAdminApp, photoPart, toRequestId } from "../helpers/admin.ts";
import { postDidit } from "../helpers/app.ts";

test("--keep-images keeps the last uploads, to be seen as they came", async () => {
  const { app, ask } = await createAdminApp({ options: { keepImages: 3 } });
  const parts = ["user_image", "ref_image"].map((name) => ({ ...photoPart, name }));
  const first = toRequestId(await callLiveness(app, { space: "ci-1" }));
  const second = toRequestId(await postDidit(app, "face-match", parts));
  for (const [route, type] of [
    [`/~ci-1/__admin/requests/${first}/images/user_image`, "image/jpeg"],
    [`/__admin/requests/${second}/images/user_image`, "image/jpeg"],
    [`/__admin/requests/${second}/images/ref_image`, "image/jpeg"],
  ] as const) {
    const response = await app.inject(route);
    expect([response.statusCode, response.headers["content-type"]]).toEqual([200, type]);
    expect(response.rawPayload.equals(Buffer.from(photoPart.content))).toBe(true);
  }
  await callLiveness(app);
  const { status, body } = await ask(`GET /~ci-1/__admin/requests/${first}/images/user_image`);
  expect([status, body.error]).toEqual([
    404,
    `no file user_image of ${first} is kept; --keep-images keeps the last 3 files.`,
  ]);
});

test("what is no picture is handed out as bytes that no browser shows", async () => {
  const { app } = await createAdminApp({ options: { keepImages: 1 } });
  const content = "<script>alert(1)</script>";
  const id = toRequestId(await callLiveness(app, { parts: [{ ...photoPart, content }] }));
  const { headers, payload } = await app.inject(`/__admin/requests/${id}/images/user_image`);
  expect([headers["content-type"], headers["x-content-type-options"], payload]).toEqual([
    "application/octet-stream",
    "nosniff",
    content,
  ]);
});

test("without --keep-images nothing is kept, and the answer says how to", async () => {
  const { app, ask } = await createAdminApp();
  const id = toRequestId(await callLiveness(app));
  const { status, body } = await ask(`GET /__admin/requests/${id}/images/user_image`);
  expect([status, body.error]).toEqual([
    404,
    `no file user_image of ${id} is kept; start with --keep-images N to keep the last N files.`,
  ]);
});

test("another space does not hand out the picture", async () => {
  const { app, ask } = await createAdminApp({ options: { keepImages: 1 } });
  const id = toRequestId(await callLiveness(app, { space: "ci-1" }));
  expect((await ask(`GET /~ci-2/__admin/requests/${id}/images/user_image`)).status).toBe(404);
});
