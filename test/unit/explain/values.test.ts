import { expect, test } from "vitest";
import { toSha256 } from "../../helpers/app.ts";
import { createExplained, expectGolden, fixedPhoto } from "../../helpers/explained.ts";
import { createFacts } from "../../helpers/facts.ts";
import { createFakeEngine } from "../../helpers/fake-engine.ts";
import { createJpegHeader } from "../../helpers/images.ts";

const creditsRunOut = `scenarios:
  - id: credits-run-out
    operation: didit.passive-liveness
    when: { vendor_data: user-42 }
    outcome: { error: insufficient_credits }
  - id: other-user
    when: { vendor_data: admin }
    outcome: real`;

test("a wrong vendor_data is the first thing that is seen", async () => {
  const { add, why } = await createExplained();
  await add(creditsRunOut, "ci-7");
  const text = await why({ space: "ci-7", fields: { vendor_data: "user-43" } });
  expect(text.split("\n")[2]).toMatch(
    /credits-run-out +no +vendor_data +want "user-42" +got "user-43" +<- the only difference$/,
  );
  await expectGolden(text, "wrong-vendor-data");
});

/** Values that a person takes for user-42. */
const spellings = [
  ["letter-case", "User-42"],
  ["trailing-space", "user-42 "],
  ["invisible-character", "user-\u200b42"],
  ["other-form-of-letter", "user-４2"],
  ["control-characters", "user-42\u0000\u001b[31m"],
] as const;

test.each(spellings)("%s in a value is hinted at", async (name, vendor_data) => {
  const { add, why } = await createExplained();
  await add(creditsRunOut);
  await expectGolden(await why({ fields: { vendor_data } }), name);
});

test("a field that was not sent is told from a wrong one, and the name that was meant is shown", async () => {
  const { add, why } = await createExplained();
  await add(creditsRunOut);
  await expectGolden(await why({ fields: { vendor_date: "user-42" } }), "field-under-another-name");
});

test("a re-encoded picture is known by its perceptual distance", async () => {
  const engine = createFakeEngine([
    createFacts({ perceptualHash: "a1b2c3d4e5f60718" }),
    createFacts({ perceptualHash: "a1b2c3d4e5f60719" }),
    createFacts({ perceptualHash: "0123456789abcdef" }),
  ]);
  const { add, why } = await createExplained({ engine });
  await why();
  await add(`id: same-image
when: { file: { user_image: { sha256: ${toSha256(fixedPhoto.content)} } } }
outcome: { error: forbidden }`);
  const again = { ...fixedPhoto, content: createJpegHeader("one, saved again") };
  await expectGolden(await why({ parts: [again] }), "re-encoded-image");
  const other = { ...fixedPhoto, content: createJpegHeader("two") };
  expect(await why({ parts: [other] })).not.toContain("perceptual distance");
});

test("a perceptual hash that is too far away is shown with its distance", async () => {
  const engine = createFakeEngine([createFacts({ perceptualHash: "a1b2c3d4e5f60718" })]);
  const { add, why } = await createExplained({ engine });
  await add(`id: same-picture
when: { file: { any: { phash: "0123456789abcdef" } } }
outcome: { error: forbidden }`);
  await expectGolden(await why(), "perceptual-hash");
});

test("what was seen in the picture is compared with what was wanted", async () => {
  const { add, why } = await createExplained();
  await add(`id: two-faces
when: { seen: { user_image: { faces: ">=2", gender: female } } }
outcome: { error: forbidden }`);
  await expectGolden(await why(), "seen");
});

test("a key is compared by its end, and a pattern cannot be tried afterwards", async () => {
  const { add, why } = await createExplained();
  await add(`scenarios:
  - { id: exact, when: { api_key: test_declined-1234 }, outcome: { error: forbidden } }
  - { id: pattern, when: { api_key: "test_*" }, outcome: { error: forbidden } }`);
  const text = await why({ headers: { "x-api-key": "prod_approved-5678" } });
  expect(text).not.toMatch(/prod_approved|test_declined/);
  await expectGolden(text, "keys");
});
