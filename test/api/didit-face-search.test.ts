import { expect, test } from "vitest";
import type { FaceFacts } from "../../src/face/facts.ts";
import { createIdentity } from "../../src/identity.ts";
import type { PartialOptions } from "../../src/options.ts";
import { expectAnswer } from "../helpers/answers.ts";
import { createTestApp, exampleTime, postDidit, postForm } from "../helpers/app.ts";
import { createDescriptor, createFace, createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

const selfie = { name: "user_image", filename: "selfie.jpg", content: await createJpeg() };
const editions = ["2025-05", "2026-06"] as const;

type Didit = NonNullable<PartialOptions["didit"]>;
/** A face enrolled before the search: how far from the one searched for, and what became of its check. */
type Known = { distance: number; vendorData?: string; isDeclined?: boolean; isBlocked?: boolean };
type Setup = { known?: Known[]; didit?: Didit; outcome?: string; probe?: FaceFacts };

const toParts = (fields: Record<string, string>) =>
  Object.entries(fields).map(([name, content]) => ({ name, content }));
const toFacts = ({ distance, isDeclined }: Known) =>
  createFacts({
    faces: [
      createFace({
        descriptor: createDescriptor(distance),
        bonaFideProbability: isDeclined ? 0.1 : 0.95,
      }),
    ],
  });

/** A server whose next picture shows `probe`, with the known faces enrolled. */
async function createApp({ known = [], didit = {}, outcome, probe = createFacts() }: Setup) {
  const app = await createTestApp({
    engine: createFakeEngine([...known.map(toFacts), probe]),
    identity: { ...createIdentity(null, null), now: () => exampleTime },
    options: { didit },
    allowsServerErrors: true,
    ...(outcome ? { scenarios: `id: forced\noperation: didit.face-search\noutcome: ${outcome}` } : {}),
  });
  const ids: string[] = [];
  for (const { vendorData = "", isBlocked } of known) {
    const { body } = await postDidit(app, "passive-liveness", [
      ...toParts({ vendor_data: vendorData }),
      selfie,
    ]);
    ids.push(body.request_id);
    if (!isBlocked) continue;
    const payload = { session_id: body.request_id, blocklist_face: true };
    const headers = { "x-api-key": "test-key" };
    await app.inject({ method: "POST", url: "/v3/blocklist/add/", payload, headers });
  }
  return { app, ids };
}

async function search(setup: Setup, fields: Record<string, string> = {}) {
  const { app, ids } = await createApp(setup);
  const { status, body } = await postDidit(app, "face-search", [...toParts(fields), selfie]);
  if (status === 200) expectAnswer(body, "didit.face-search", { didit: setup.didit });
  const { matches = [], warnings = [] } = body.face_search ?? {};
  return {
    body,
    ids,
    http: status,
    ...body.face_search,
    found: matches.map(({ session_id }: { session_id: string }) => ids.indexOf(session_id)),
    risks: warnings.map(({ risk }: { risk: string }) => risk),
  };
}

test("2025-05 answers with the enrolled face, its call and how alike it is", async () => {
  const { body, ids } = await search({ known: [{ distance: 0.455, vendorData: "user-1" }] });
  expect(body).toEqual({
    request_id: expect.any(String),
    face_search: {
      status: "Approved",
      total_matches: 1,
      matches: [
        {
          session_id: ids[0],
          session_number: 1,
          similarity_percentage: 95,
          source: "session",
          vendor_data: "user-1",
          verification_date: "2025-05-01T13:11:07Z",
          status: "Approved",
          is_blocklisted: false,
          api_service: null,
        },
      ],
      user_image: {
        entities: [{ age: 22.16, bbox: [156, 234, 679, 898], confidence: 0.717, gender: "male" }],
        best_angle: 0,
      },
      warnings: [
        {
          risk: "DUPLICATED_FACE",
          log_type: "information",
          short_description: "Duplicated face",
          long_description: expect.any(String),
        },
      ],
    },
    created_at: "2025-05-01T13:11:07.977806Z",
  });
});

test("2026-06 has the keys of its documentation and points a warning to the first face", async () => {
  const known = [{ distance: 0.1, vendorData: "user-1", isBlocked: true }];
  const fields = { vendor_data: "user-2", metadata: "{}" };
  const { body, ids } = await search({ known, didit: { contract: "2026-06" } }, fields);
  expect(Object.keys(body)).toEqual(["request_id", "face_search", "vendor_data", "metadata", "created_at"]);
  expect(Object.keys(body.face_search.matches[0])).toEqual([
    "session_id",
    "session_number",
    "similarity_percentage",
    "source",
    "vendor_data",
    "verification_date",
    "user_details",
    "match_image_url",
    "status",
    "is_blocklisted",
    "is_allowlisted",
    "api_service",
    "vendor_user_id",
    "biometric_template_id",
  ]);
  expect(body.face_search.warnings).toMatchObject([
    {
      risk: "FACE_IN_BLOCKLIST",
      feature: "LIVENESS",
      additional_data: {
        blocklisted_session_id: ids[0],
        blocklisted_session_number: 1,
        api_service: null,
      },
      log_type: "error",
    },
  ]);
});

test.each(editions)("%s approves a search that finds nobody", async (contract) => {
  expect(await search({ known: [{ distance: 0.6 }], didit: { contract } })).toMatchObject({
    status: "Approved",
    total_matches: 0,
    matches: [],
    warnings: [],
  });
});

test("five of the most similar are listed, the best first, and all are counted", async () => {
  const known = [0.5, 0.1, 0.4, 0.3, 0.2, 0.51, 0.45].map((distance) => ({ distance }));
  expect(await search({ known })).toMatchObject({ total_matches: 7, found: [1, 4, 3, 2, 6] });
});

test("the least similarity is a setting", async () => {
  const known = [{ distance: 0.3 }, { distance: 0.5 }, { distance: 0.53 }];
  expect((await search({ known })).found).toEqual([0, 1]);
  expect((await search({ known, didit: { faceSearchMinSimilarity: 55 } })).found).toEqual([0, 1, 2]);
  expect((await search({ known, didit: { faceSearchMinSimilarity: 90 } })).found).toEqual([0]);
});

test("blocklisted_or_approved leaves out other faces and lists blocked ones first", async () => {
  const known = [
    { distance: 0.1 },
    { distance: 0.2, isDeclined: true },
    { distance: 0.3, isDeclined: true, isBlocked: true },
  ];
  expect((await search({ known })).found).toEqual([0, 1, 2]);
  const fields = { search_type: "blocklisted_or_approved" };
  expect(await search({ known }, fields)).toMatchObject({ found: [2, 0], total_matches: 2 });
});

test.each(editions)("%s declines for the blocklist only, also for a near match", async (contract) => {
  const didit = { contract, actions: { duplicatedFace: "decline" } } as const;
  const twin = { distance: 0.1, vendorData: "user-1" };
  expect(await search({ known: [twin], didit })).toMatchObject({
    status: "Approved",
    risks: ["DUPLICATED_FACE"],
  });
  const near = { distance: 0.5, isBlocked: true };
  expect(await search({ known: [twin, near], didit })).toMatchObject({
    status: "Declined",
    risks: ["POSSIBLE_FACE_IN_BLOCKLIST", "DUPLICATED_FACE"],
  });
  const sure = { distance: 0.2, isBlocked: true };
  expect(await search({ known: [twin, sure], didit })).toMatchObject({
    status: "Declined",
    risks: ["FACE_IN_BLOCKLIST"],
  });
});

test("a face of the same vendor_data is a match but no duplicate", async () => {
  const known = [{ distance: 0.1, vendorData: "user-1" }];
  expect(await search({ known }, { vendor_data: "user-1" })).toMatchObject({ total_matches: 1, risks: [] });
});

test.each(editions)(
  "%s refuses a picture without a face under the key error, at no cost",
  async (contract) => {
    const didit = { contract, credits: 3 };
    const { app } = await createApp({ probe: createFacts({ faces: [] }), didit });
    const { status, body } = await postDidit(app, "face-search", [selfie]);
    expect([status, body]).toEqual([400, { error: "No face was found in the image." }]);
    const headers = { "x-api-key": "test-key" };
    const { balance } = (await app.inject({ url: "/v3/billing/balance/", headers })).json();
    expect(balance).toBe("3.0000");
  },
);

test("another search type is refused as a choice, together with all else that is wrong", async () => {
  const { app } = await createApp({});
  const { status, body } = await postDidit(app, "face-search", toParts({ search_type: "all" }));
  expect([status, body]).toEqual([
    400,
    { user_image: ["No file was submitted."], search_type: ['"all" is not a valid choice.'] },
  ]);
});

test.each(["/v3/face-search/", "/v3/face-search", "/v2/face-search/", "/v2/face-search"])(
  "%s answers",
  async (path) => {
    const { app } = await createApp({});
    expect((await postForm(app, path, [selfie], { "x-api-key": "k" })).status).toBe(200);
    expect((await postForm(app, path, [selfie])).status).toBe(401);
  },
);

test("searches are saved, enrol nobody and cost their own price", async () => {
  const { app } = await createApp({ didit: { credits: 10, prices: { faceSearch: 2.5 } } });
  const headers = { "x-api-key": "test-key" };
  const first = await postDidit(app, "face-search", [selfie]);
  const second = await postDidit(app, "face-search", [selfie]);
  expect(second.body.face_search.total_matches).toBe(0);
  const url = `/v3/session/${first.body.request_id}/decision/`;
  expect((await app.inject({ url, headers })).json()).toMatchObject({
    status: "Approved",
    liveness_checks: [],
    face_matches: [],
  });
  const { balance } = (await app.inject({ url: "/v3/billing/balance/", headers })).json();
  expect(balance).toBe("5.0000");
});

test("a forced warning has a match that agrees with it, of this very call where none was found", async () => {
  const forced = await search({
    outcome: "{ warnings: [FACE_IN_BLOCKLIST] }",
    didit: { contract: "2026-06" },
  });
  const { request_id: id } = forced.body;
  expect(forced).toMatchObject({
    status: "Declined",
    total_matches: 1,
    matches: [{ session_id: id, similarity_percentage: 95, is_blocklisted: true }],
    warnings: [{ additional_data: { blocklisted_session_id: id } }],
  });
  expect(await search({ outcome: "{ warnings: [POSSIBLE_DUPLICATED_FACE] }" })).toMatchObject({
    status: "Approved",
    matches: [{ similarity_percentage: 80, is_blocklisted: false }],
  });
  expect(await search({ outcome: "{ status: Declined }" })).toMatchObject({ risks: ["FACE_IN_BLOCKLIST"] });
});

test("a forced approval leaves out the blocked faces that were found", async () => {
  const known = [
    { distance: 0.2, vendorData: "user-1" },
    { distance: 0.1, isBlocked: true },
  ];
  expect(await search({ known, outcome: "{ status: Approved }" })).toMatchObject({
    status: "Approved",
    found: [0],
    risks: ["DUPLICATED_FACE"],
  });
  expect(await search({ known, outcome: "{ warnings: [] }" })).toMatchObject({ found: [], risks: [] });
});

test("a forced outcome needs no face in the picture, a set value does", async () => {
  const probe = createFacts({ faces: [] });
  const forced = await search({ probe, outcome: "{ warnings: [MULTIPLE_FACES_DETECTED] }" });
  expect(forced).toMatchObject({ status: "Approved", risks: ["MULTIPLE_FACES_DETECTED"] });
  expect(forced.user_image.entities).toHaveLength(2);
  const outcome = "{ set: { face_search.total_matches: 9 } }";
  expect(await search({ probe, outcome })).toMatchObject({ http: 400 });
  expect(await search({ outcome })).toMatchObject({ total_matches: 9 });
});

test("detection is skipped and errors are forced, that of a missing face too", async () => {
  const probe = createFacts({ faces: [] });
  expect(await search({ probe, outcome: "{ detection: skip }" })).toMatchObject({ http: 200 });
  expect(await search({ outcome: "{ error: no_face }" })).toMatchObject({
    http: 400,
    body: { error: "No face was found in the image." },
  });
  expect(await search({ outcome: "{ error: rate_limited }" })).toMatchObject({ http: 429 });
});
