import { expect, test } from "vitest";
import { startServe } from "../helpers/cli.ts";
import { parseExposition } from "../helpers/exposition.ts";
import { createJpeg } from "../helpers/images.ts";
import { toMultipart } from "../helpers/multipart.ts";

test("analyses are timed, and looks into the memory of known pictures counted", async () => {
  const { url, waitFor } = await startServe();
  await waitFor(/^Ready\.$/m);
  const scrape = async () => parseExposition(await (await fetch(`${url}/metrics`)).text());
  const [photo, other] = [await createJpeg(64, 64), await createJpeg(65, 64)];
  for (const content of [photo, photo, other]) {
    const { payload, headers } = toMultipart([{ name: "user_image", content, filename: "a.jpg" }]);
    const answer = await fetch(`${url}/v3/passive-liveness/`, {
      method: "POST",
      headers: { ...headers, "x-api-key": "any" },
      body: payload,
    });
    expect(answer.status).toBe(200);
  }
  const families = await scrape();
  const inference = families.get("stuntface_inference_seconds")?.samples;
  expect(inference?.get("stuntface_inference_seconds_count")).toBe(2);
  expect(inference?.get("stuntface_inference_seconds_sum")).toBeGreaterThan(0);
  expect(Object.fromEntries(families.get("stuntface_cache_requests_total")?.samples ?? [])).toEqual({
    'stuntface_cache_requests_total{result="hit"}': 1,
    'stuntface_cache_requests_total{result="miss"}': 2,
  });
});
