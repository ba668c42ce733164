import { expect, test } from "vitest";
import { createIdentity, parseTime } from "../../src/identity.ts";
import { askAdmin, callLiveness, photoPart, toRequestId } from "../helpers/admin.ts";
import { createTestApp, getTokens, postDidit, postForm } from "../helpers/app.ts";
import { createJpeg } from "../helpers/images.ts";

const otherPhoto = { ...photoPart, content: await createJpeg(65, 64) };
const reference = { ...photoPart, name: "ref_image" };
const selfie = { ...photoPart, name: "selfie" };
const returnId = { name: "return_id", content: "true" };

type Setup = {
  readonly seed?: string | null;
  readonly now?: string;
  readonly contract?: "2025-05" | "2026-06";
};

/** A server as `--seed` and `--now` make it. */
async function createSeeded({
  seed = "a",
  now = "2025-05-01T13:11:07.977806Z",
  contract = "2025-05",
}: Setup = {}) {
  const options = { didit: { contract }, ...(seed === null ? {} : { seed }) };
  return createTestApp({ options, identity: createIdentity(seed, parseTime(now)), allowsServerErrors: true });
}

type App = Awaited<ReturnType<typeof createSeeded>>;

const checkSelfie = (app: App, access: string, parts = [selfie, returnId]) =>
  postForm(app, "/api/v3/biometrics/liveness/", parts, { authorization: `Bearer ${access}` });

/** Everything that a suite of calls gets to see, the timings left out. */
async function runSuite(app: App) {
  const seen: unknown[] = [];
  const note = ({ status, text, headers }: Awaited<ReturnType<typeof callLiveness>>) => {
    const { "server-timing": _, date: __, ...others } = headers;
    seen.push([status, text, others]);
  };
  for (const contract of ["passive-liveness", "face-match"] as const)
    note(await postDidit(app, contract, [photoPart, reference]));
  for (const space of ["a", "b"]) note(await callLiveness(app, { space, parts: [otherPhoto] }));
  await askAdmin(app, "POST /__admin/scenarios", "id: half\nchance: 0.5\noutcome: { error: forbidden }");
  for (let call = 0; call < 10; call++) note(await callLiveness(app));
  note(await callLiveness(app, { fields: { vendor_data: "stunt:DUPLICATED_FACE" } }));
  const tokens = await getTokens(app);
  seen.push(tokens);
  note(await checkSelfie(app, tokens.access));
  seen.push((await askAdmin(app, "POST /__admin/spaces")).body);
  return seen;
}

test.each(["2025-05", "2026-06"] as const)(
  "two servers with one seed and one time answer a suite alike, edition %s",
  async (contract) => {
    const [one, two] = [await createSeeded({ contract }), await createSeeded({ contract })];
    expect(await runSuite(one)).toEqual(await runSuite(two));
  },
);

test("probes and admin calls in between change nothing", async () => {
  const [one, two] = [await createSeeded(), await createSeeded()];
  for (const route of ["GET /livez", "GET /readyz", "GET /__admin/requests", "GET /~a/__admin/health"])
    await askAdmin(two, route);
  expect(await runSuite(one)).toEqual(await runSuite(two));
});

test("the same photo gets the same bytes, whatever came between; another one does not", async () => {
  const app = await createSeeded({ contract: "2026-06" });
  const call = (part = photoPart) => callLiveness(app, { parts: [part], fields: { vendor_data: "user-42" } });
  const [first, other, second] = [await call(), await call(otherPhoto), await call()];
  expect(second.text).toBe(first.text);
  expect(other.body.request_id).not.toBe(first.body.request_id);
  expect(toRequestId(second)).not.toBe(toRequestId(first));
});

test("the same selfie gets the same number, another one another", async () => {
  const app = await createSeeded();
  const { access } = await getTokens(app);
  const [first, second] = [await checkSelfie(app, access), await checkSelfie(app, access)];
  expect(second.text).toBe(first.text);
  const other = await checkSelfie(app, access, [{ ...otherPhoto, name: "selfie" }, returnId]);
  expect(other.body.id).not.toBe(first.body.id);
});

test("the same photo with other fields gets another id", async () => {
  const app = await createSeeded();
  const ids = [];
  for (const vendor_data of ["a", "b"])
    ids.push((await callLiveness(app, { fields: { vendor_data } })).body.request_id);
  expect(ids[0]).not.toBe(ids[1]);
});

test("tokens repeat from run to run, and differ by user, space and seed", async () => {
  const tokens = async (seed: string, user = "user") =>
    (await getTokens(await createSeeded({ seed }), user)).access;
  expect(await tokens("a")).toBe(await tokens("a"));
  const app = await createSeeded();
  const inSpace = await postForm(app, "/~ci-1/api/token/", [
    { name: "username", content: "user" },
    { name: "password", content: "secret" },
  ]);
  const all = [await tokens("a"), await tokens("b"), inSpace.body.access];
  expect(new Set(all).size).toBe(3);
  expect((await getTokens(app, "one")).access).not.toBe((await getTokens(app, "two")).access);
});

test("another seed gives other ids, and without one they are always new", async () => {
  const id = async (seed: string | null) =>
    (await callLiveness(await createSeeded({ seed }))).body.request_id;
  const ids = [await id("a"), await id("b"), await id(null), await id(null)];
  expect(new Set(ids).size).toBe(4);
  expect(await id("a")).toBe(ids[0]);
});

test("--now stands still to the microsecond in answers, tokens and journal", async () => {
  const app = await createSeeded({ seed: null });
  expect((await callLiveness(app)).body.created_at).toBe("2025-05-01T13:11:07.977806Z");
  const { requests } = (await askAdmin(app, "GET /__admin/requests")).body;
  expect(requests[0].at).toBe("2025-05-01T13:11:07.977Z");
});

test("answers with a seed are found by their own id and by that of their call", async () => {
  const app = await createSeeded();
  const answers = [await callLiveness(app), await callLiveness(app)];
  const ids = answers.map(toRequestId);
  expect(answers[0]?.body.request_id).toBe(answers[1]?.body.request_id);
  const find = async (id: string) => (await askAdmin(app, `GET /__admin/requests/${id}`)).body.requestId;
  expect([await find(ids[0] ?? ""), await find(ids[1] ?? "")]).toEqual(ids);
  // Of several calls with one answer the last is meant.
  expect(await find(answers[0]?.body.request_id)).toBe(ids[1]);
});
