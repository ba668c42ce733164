import { expect, test } from "vitest";
import { createExplained, expectGolden, fixedPhoto } from "../../helpers/explained.ts";

const blurred = `id: blurred
when: { file: { user_image: { filename: "*blurred*" } } }
outcome: { error: forbidden }`;
const form = { "content-type": "application/json" };

test("a file part under another name is hinted at", async () => {
  const { add, why } = await createExplained();
  await add(blurred);
  const photo = { ...fixedPhoto, name: "photograph", filename: "blurred.jpg" };
  await expectGolden(await why({ parts: [fixedPhoto, photo] }), "file-under-another-name");
});

test("a text that was sent as a file is hinted at", async () => {
  const { add, why } = await createExplained();
  await add("id: of-user\nwhen: { vendor_data: user-42 }\noutcome: { error: forbidden }");
  const field = { name: "vendor_data", filename: "blob", content: "user-42" };
  await expectGolden(await why({ parts: [fixedPhoto, field] }), "text-as-file");
});

test("a file that was sent as a text is hinted at", async () => {
  const { add, why } = await createExplained();
  await add(blurred);
  const parts = [{ name: "user_image", content: "data:image/jpeg;base64,/9j/4AAQ" }];
  await expectGolden(await why({ parts }), "file-as-text");
});

/** Names that five public clients took from other contracts. */
const foreign = ["image", "source_image", "reference_image"];

test("field names of a wrong contract are named, with the right ones", async () => {
  const { add, why } = await createExplained();
  await add(blurred);
  const parts = foreign.map((name) => ({ ...fixedPhoto, name }));
  await expectGolden(await why({ path: "/v3/face-match/", parts }), "wrong-contract");
});

test("JSON in place of a form is hinted at", async () => {
  const { app, explain, add } = await createExplained();
  await add(blurred);
  const response = await app.inject({
    method: "POST",
    url: "/v3/passive-liveness/",
    headers: { ...form, "x-api-key": "test-key" },
    payload: { user_image: "aGVsbG8=" },
  });
  expect(response.statusCode).toBe(415);
  const id = String(response.headers["x-stuntface-request-id"]);
  await expectGolden(await explain("", id), "json-not-form");
});

test("a call that the contract refuses is told from one that no scenario fits, and how to answer it all the same", async () => {
  const { add, why } = await createExplained();
  await add(`scenarios:
  - { id: normal, when: { vendor_data: a }, outcome: { error: forbidden } }
  - { id: early, stage: before_validation, when: { vendor_data: b }, outcome: { error: forbidden } }`);
  await expectGolden(await why({ fields: { vendor_data: "a" }, parts: [] }), "refused-by-contract");
});

test("a call without a key is refused before scenarios of later stages are asked", async () => {
  const { add, why } = await createExplained();
  await add(`scenarios:
  - { id: normal, outcome: { error: forbidden } }
  - { id: validation, stage: before_validation, outcome: { error: server_error } }`);
  await expectGolden(await why({ headers: { "x-api-key": "" } }), "refused-by-key");
});

test("an unknown path is answered with the nearest endpoint", async () => {
  const { add, why } = await createExplained();
  await add(blurred);
  await expectGolden(await why({ path: "/v3/pasive-livenes/" }), "unknown-path");
  expect(await why({ path: "/something/else/" })).toMatch(/hint: no endpoint has this path\.\n$/);
});

test("a wrong method is told from a wrong path", async () => {
  const { app, explain } = await createExplained();
  const { headers } = await app.inject({ method: "GET", url: "/v3/face-match" });
  await expectGolden(await explain("", String(headers["x-stuntface-request-id"])), "wrong-method");
});

test("an operation mismatch is one of the differences", async () => {
  const { add, why } = await createExplained();
  await add(`scenarios:
  - { id: other-check, operation: didit.face-match, outcome: { score: 12 } }
  - { id: two-others, operation: [didit.face-match, apptenticate.liveness], when: { vendor_data: a }, outcome: { status: Approved } }`);
  await expectGolden(await why(), "operation-mismatch");
});

test("a header that was not kept is told from a wrong one", async () => {
  const { add, why } = await createExplained();
  await add(`scenarios:
  - { id: one, when: { header: { X-Test-Case: retry-1 } }, outcome: { error: forbidden } }
  - { id: other, when: { header: { X-Tenant: a } }, outcome: { error: forbidden } }`);
  await expectGolden(await why({ headers: { "x-test-case": "Retry-1" } }), "headers");
});
