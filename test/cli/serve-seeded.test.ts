import { expect, test } from "vitest";
import { startServe } from "../helpers/cli.ts";
import { createJpeg } from "../helpers/images.ts";
import { toMultipart } from "../helpers/multipart.ts";
import { fetchTokens } from "../helpers/uploads.ts";

const argv = ["--seed", "ci", "--now", "2025-05-01T13:11:07.977806Z"];

/** Bodies of both vendors' answers to the same photos, and the tokens, of a server in a process of its own. */
async function readAnswers(photos: readonly Buffer[]): Promise<string[]> {
  const { url, waitFor } = await startServe(argv);
  await waitFor(/^Ready\.$/m);
  const { access, refresh } = await fetchTokens(url);
  const answers = [access, refresh];
  for (const content of photos)
    for (const [path, name] of [
      ["/v3/passive-liveness/", "user_image"],
      ["/api/v3/biometrics/liveness/", "selfie"],
    ] as const) {
      const { payload, headers } = toMultipart([{ name, content, filename: "a.jpg" }]);
      const keys = { "x-api-key": "any", authorization: `Bearer ${access}` };
      const answer = await fetch(url + path, {
        method: "POST",
        headers: { ...headers, ...keys },
        body: payload,
      });
      answers.push(`${answer.status} ${answer.headers.get("x-stuntface-request-id")} ${await answer.text()}`);
    }
  return answers;
}

test("two processes with one --seed and one --now answer with the same bytes, tokens included", async () => {
  const photos = [await createJpeg(300, 200), await createJpeg(200, 300)];
  const seen = await readAnswers(photos);
  expect(seen[2]).toMatch(/^200 .*2025-05-01T13:11:07\.977806Z/);
  expect(await readAnswers(photos)).toEqual(seen);
});
