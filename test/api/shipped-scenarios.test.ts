import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { createProviders } from "../../src/app.ts";
import { toOptions } from "../../src/option-leaves.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { rejectionCodes, rejections } from "../../src/providers/apptenticate/codes.ts";
import { listRisks } from "../../src/providers/didit/risks.ts";
import { loadScenarios } from "../../src/scenarios/load.ts";
import { createTestApp, getTokens, postDidit, postForm, postSelfie } from "../helpers/app.ts";
import { createFacts } from "../helpers/facts.ts";
import { createFakeEngine } from "../helpers/fake-engine.ts";
import { createJpeg } from "../helpers/images.ts";

const image = await createJpeg();
const parts = [
  { name: "user_image", filename: "a.jpg", content: image },
  { name: "ref_image", filename: "b.jpg", content: image },
  { name: "selfie", filename: "c.jpg", content: image },
];
const specs = createProviders(toOptions({})).flatMap((provider) => provider.specs);
const shipped = loadScenarios(toPackagePath("scenarios"), specs);
const operations = shipped.flatMap((scenario) =>
  [...(scenario.operations ?? [])].map((operation) => ({ ...scenario, operation })),
);

async function call(operation: string, id: string) {
  const app = await createTestApp({ allowsServerErrors: true });
  const headers = { "x-stuntface-scenario": id };
  if (operation.startsWith("didit.")) return postDidit(app, operation.slice("didit.".length), parts, headers);
  if (operation === "apptenticate.liveness") return postSelfie(app, parts, headers);
  const { refresh } = await getTokens(app);
  const fields = [
    { name: "username", content: "u" },
    { name: "password", content: "p" },
    { name: "refresh", content: refresh },
  ];
  const path = operation === "apptenticate.token" ? "/api/token/" : "/api/token/refresh/";
  return postForm(app, path, fields, headers);
}

/** What each named error looks like on the wire, by vendor. */
const errors: Record<string, { didit?: [number, unknown]; apptenticate?: [number, unknown] }> = {
  unauthorized: {
    didit: [401, { detail: "Invalid or missing API key" }],
    apptenticate: [401, { detail: "Authentication credentials were not provided." }],
  },
  forbidden: {
    didit: [403, { detail: "You do not have permission to perform this action." }],
    apptenticate: [403, { detail: "You do not have permission to perform this action." }],
  },
  "insufficient-credits": {
    didit: [
      403,
      {
        error:
          "You don't have enough credits to perform this request. Please top up at https://business.didit.me",
      },
    ],
    apptenticate: [403, { detail: "You do not have permission to perform this action." }],
  },
  "no-face": { didit: [400, { error: "No face was found in the image." }] },
  "token-expired": {
    apptenticate: [
      401,
      {
        detail: "Given token not valid for any token type",
        code: "token_not_valid",
        messages: [
          { token_class: "AccessToken", token_type: "access", message: "Token is invalid or expired" },
        ],
      },
    ],
  },
  "bad-credentials": {
    apptenticate: [401, { detail: "No active account found with the given credentials" }],
  },
  "refresh-token-expired": {
    apptenticate: [401, { detail: "Token is invalid or expired", code: "token_not_valid" }],
  },
  "rate-limited": {
    didit: [429, { detail: "Request was throttled. Expected available in 60 seconds." }],
    apptenticate: [429, { detail: "Request was throttled. Expected available in 60 seconds." }],
  },
  "missing-file": {
    didit: [400, { user_image: ["No file was submitted."] }],
    apptenticate: [400, { selfie: ["No file was submitted."] }],
  },
  "file-too-large": {
    didit: [400, { user_image: ["The submitted file is too large. The maximum size is 5 MB."] }],
    apptenticate: [400, { error: "Image too large. Maximum size allowed: 10MB", error_code: 901 }],
  },
  "invalid-image": {
    didit: [
      400,
      {
        user_image: [
          "Upload a valid image. The file you uploaded was either not an image or a corrupted image.",
        ],
      },
    ],
    apptenticate: [200, { valid: false, message: "Error leyendo imagen", error_code: 708 }],
  },
  "server-error": {
    didit: [500, { detail: "Internal server error." }],
    apptenticate: [500, { detail: "Internal server error." }],
  },
  unavailable: {
    didit: [503, { detail: "Service temporarily unavailable, try again later." }],
    apptenticate: [503, { detail: "Service temporarily unavailable, try again later." }],
  },
};

test.each(operations.map(({ id, operation }) => [id, operation]))(
  "%s forces its outcome on %s",
  async (id, operation) => {
    const { status, headers, body } = await call(operation, id);
    expect(headers["x-stuntface-scenario"]).toBe(`${id}#1/1`);
    const error = errors[id]?.[operation.startsWith("didit.") ? "didit" : "apptenticate"];
    if (error) {
      const expected =
        operation === "didit.face-match" && status === 400
          ? { ref_image: Object.values(error[1] as Record<string, unknown>)[0] }
          : error[1];
      expect([status, body]).toEqual([error[0], expected]);
      expect(headers["x-stuntface-outcome"]).toBe("error");
      return;
    }
    expect(status).toBe(200);
    expect(headers["x-stuntface-outcome"]).toBe("overlay");
    if (operation === "apptenticate.liveness") {
      const code = Number(id.replace("code-", ""));
      const message = rejections[code as keyof typeof rejections]?.es;
      expect(body).toEqual(
        id === "approve-selfie" ? { valid: true } : { valid: false, message, error_code: code },
      );
      return;
    }
    const check = body.liveness ?? body.face_match ?? body.face_search ?? body.age_estimation;
    const risk = id.toUpperCase().replaceAll("-", "_");
    const approves = ["approve", "multiple-faces-detected", "duplicated-face", "possible-duplicated-face"];
    const isApproved = approves.includes(id) || id.includes("-quality") || id.includes("-luminance");
    expect(check.status).toBe(isApproved ? "Approved" : "Declined");
    const risks = check.warnings.map((warning: { risk: string }) => warning.risk);
    if (id === "approve") expect(risks).toEqual([]);
    else expect(risks[0]).toBe(risk);
    if (id !== "liveness-face-attack") expect(risks.length).toBe(id === "approve" ? 0 : 1);
    for (const warning of check.warnings) if (!isApproved) expect(warning.log_type).toBe("error");
  },
);

test("measures agree with the forced warning", async () => {
  const force = async (id: string) => (await call("didit.passive-liveness", id)).body.liveness;
  expect(await force("no-face-detected")).toMatchObject({
    score: null,
    face_quality: null,
    face_luminance: null,
    user_image: { entities: [] },
  });
  expect((await force("low-liveness-score")).score).toBeLessThan(30);
  expect((await force("liveness-face-attack")).score).toBeLessThan(30);
  expect((await force("low-face-quality")).face_quality).toBeLessThan(30);
  expect((await force("low-face-luminance")).face_luminance).toBeLessThan(20);
  expect((await force("high-face-luminance")).face_luminance).toBeGreaterThan(90);
  expect((await force("multiple-faces-detected")).user_image.entities.length).toBeGreaterThan(1);
  expect((await call("didit.face-match", "low-face-match-similarity")).body.face_match.score).toBeLessThan(
    30,
  );
});

test("there is one file for every warning, code, 401 and 403, named after it", () => {
  const ids = shipped.map(({ id }) => id);
  const risks = [...listRisks("LIVENESS"), ...listRisks("FACEMATCH"), ...listRisks("AGE_ESTIMATION")];
  const wanted = [
    ...risks.map((risk) => risk.toLowerCase().replaceAll("_", "-")),
    ...rejectionCodes.map((code) => `code-${code}`),
    "unauthorized",
    "token-expired",
    "forbidden",
    "insufficient-credits",
  ];
  expect(ids).toEqual(expect.arrayContaining(wanted));
  const files = readdirSync(toPackagePath("scenarios"), { recursive: true, encoding: "utf8" });
  const names = files.filter((file) => file.endsWith(".yaml")).map((file) => basename(file, ".yaml"));
  expect(names.sort()).toEqual(ids.sort());
});

test("shipped scenarios change nothing until they are selected", async () => {
  const app = await createTestApp();
  const { headers, body } = await postDidit(app, "passive-liveness", parts);
  expect(headers["x-stuntface-scenario"]).toBe("none");
  expect(body.liveness.status).toBe("Approved");
});

test("a shipped scenario is also selected by API key, by user and by vendor_data", async () => {
  const app = await createTestApp();
  const byKey = await postDidit(app, "passive-liveness", parts, { "x-api-key": "stunt_low-liveness-score" });
  expect(byKey.headers["x-stuntface-scenario"]).toBe("low-liveness-score#1/1");
  const byUser = await postSelfie(app, parts, {}, "stunt_code-703");
  expect(byUser.body.error_code).toBe(703);
  const vendorData = { name: "vendor_data", content: "stunt:face-in-blocklist" };
  const byVendorData = await postDidit(app, "passive-liveness", [vendorData, ...parts]);
  expect(byVendorData.body.liveness.warnings[0].risk).toBe("FACE_IN_BLOCKLIST");
});

test("the loaded scenarios are listed", async () => {
  const app = await createTestApp();
  const { scenarios } = (await app.inject("/__admin/scenarios")).json();
  expect(scenarios.map(({ id }: { id: string }) => id)).toEqual(
    expect.arrayContaining(["low-liveness-score", "code-706"]),
  );
});

test("a forced outcome still needs a key and a valid request", async () => {
  const app = await createTestApp();
  const headers = { "x-stuntface-scenario": "approve" };
  expect((await postForm(app, "/v3/face-match/", parts, headers)).status).toBe(401);
  const withoutReference = await postDidit(app, "face-match", parts.slice(0, 1), headers);
  expect([withoutReference.status, withoutReference.body]).toEqual([
    400,
    { ref_image: ["No file was submitted."] },
  ]);
});

test("an unknown scenario in the header is refused with a suggestion", async () => {
  const app = await createTestApp();
  const answer = await postDidit(app, "passive-liveness", parts, {
    "x-stuntface-scenario": "low-livenes-score",
  });
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toContain("Did you mean low-liveness-score?");
});

test("a code is forced without looking at the photo, an approval after looking unless it is told to skip", async () => {
  const engine = createFakeEngine([createFacts()]);
  const app = await createTestApp({ engine });
  await postSelfie(app, parts, { "x-stuntface-scenario": "code-706" });
  await postDidit(app, "passive-liveness", parts, { "x-stuntface-scenario": "no-face-detected" });
  expect(engine.asked).toEqual([]);
  await postDidit(app, "passive-liveness", parts, { "x-stuntface-scenario": "approve" });
  expect(engine.asked).toHaveLength(1);
  const vendorData = { name: "vendor_data", content: "stunt:low-liveness-score,detection=skip" };
  const { body } = await postDidit(app, "passive-liveness", [vendorData, ...parts]);
  expect(engine.asked).toHaveLength(1);
  expect(body.liveness).toMatchObject({ status: "Declined", score: 12 });
  expect(body.liveness.user_image.entities).toHaveLength(1);
});

test("magic keys, unknown scenarios and exhausted ones are no real answers", async () => {
  const app = await createTestApp({
    allowsServerErrors: true,
    scenarios: "id: once\nwhen: { vendor_data: u }\noutcome: real\nafter: fail",
  });
  const byKey = await postDidit(app, "passive-liveness", parts, { "x-api-key": "stunt_no_credits" });
  expect(byKey.headers).toMatchObject({
    "x-stuntface-scenario": "stunt_no_credits",
    "x-stuntface-outcome": "error",
  });
  const unknown = await postDidit(app, "passive-liveness", parts, { "x-stuntface-scenario": "nope" });
  expect(unknown.headers["x-stuntface-outcome"]).toBe("error");
  const vendorData = { name: "vendor_data", content: "u" };
  expect((await postDidit(app, "passive-liveness", [vendorData, ...parts])).status).toBe(200);
  const exhausted = await postDidit(app, "passive-liveness", [vendorData, ...parts]);
  expect([exhausted.status, exhausted.headers["x-stuntface-outcome"]]).toEqual([500, "error"]);
});
