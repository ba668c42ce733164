import { createHash } from "node:crypto";
import sharp from "sharp";
import { expect, onTestFinished, test } from "vitest";
import { createBareServer } from "../../../src/bench/bare-server.ts";
import { formType, stampForm, toStampedForm } from "../../../src/bench/forced-form.ts";
import { stampPhoto } from "../../../src/bench/photos.ts";

const create = (background: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .jpeg()
    .toBuffer();

async function createForm() {
  return toStampedForm([await create("#a0b"), await create("#0ba")]);
}

test("the reference server answers the digests of both photos and the text", async () => {
  const app = await createBareServer();
  onTestFinished(() => app.close());
  const form = await createForm();
  const payload = stampForm(form, 7);
  const response = await app.inject({
    method: "POST",
    url: "/v3/face-match/",
    headers: { "content-type": formType },
    payload,
  });
  const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  expect(response.json()).toEqual({
    user_image: digest(stampPhoto(await create("#a0b"), 1_000_000_014)),
    ref_image: digest(stampPhoto(await create("#0ba"), 1_000_000_015)),
    vendor_data: "bench-user",
  });
});

test("each number makes other photos in a body of the same length", async () => {
  const form = await createForm();
  const bodies = [0, 1, 1, 99_999].map((number) => Buffer.from(stampForm(form, number)).toString("latin1"));
  expect(new Set(bodies.map((body) => body.length)).size).toBe(1);
  expect(new Set(bodies).size).toBe(3);
  const numbers = bodies.flatMap((body) => body.match(/photo \d{10}/g) ?? []);
  expect(new Set(numbers).size).toBe(6);
});
