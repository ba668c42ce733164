import type { Caller } from "./calls.ts";

/** A call with a JSON body, before anything is mutated. */
export type JsonCall = {
  readonly name: string;
  readonly method: "POST" | "PUT" | "PATCH";
  readonly path: string;
  readonly value: (caller: Caller) => unknown;
  /** Whether it belongs to the server itself, not to a vendor. */
  readonly isAdmin: boolean;
  /** False where a second call finds something else than the first. */
  readonly isRepeatable: boolean;
  readonly operation?: string;
  /** Also takes the fields as a form in an URL. */
  readonly takesPairs?: true;
};

const account = { email: "fuzz@example.com", password: "MyStr0ng!Pass" };
const vendor = (path: string, value: unknown, isRepeatable = true): JsonCall => ({
  name: path,
  method: "POST",
  path,
  value: () => value,
  isAdmin: false,
  isRepeatable,
});
const admin = (path: string, value: unknown, method: JsonCall["method"] = "POST"): JsonCall => ({
  name: `admin ${path}`,
  method,
  path: `/__admin/${path}`,
  value: () => value,
  isAdmin: true,
  isRepeatable: false,
});

/** Calls with JSON bodies, of both vendors and of the server itself. */
export const jsonCalls: readonly JsonCall[] = [
  vendor("/auth/v2/programmatic/register/", account, false),
  vendor("/auth/v2/programmatic/verify-email/", { email: account.email, code: "ABC123" }, false),
  vendor("/auth/v2/programmatic/resend-otp/", { email: account.email }, false),
  vendor("/auth/v2/programmatic/login/", account, false),
  vendor("/v3/billing/top-up/", { amount_in_dollars: 50, success_url: "http://127.0.0.1/ok" }),
  vendor("/v3/blocklist/add/", {
    session_id: "a1b2c3d4-e5f6-7890-1234-567890abcdef",
    blocklist_face: true,
  }),
  vendor("/v3/blocklist/remove/", { session_id: "x", blocklist_face: true }),
  {
    ...vendor("/api/token/", { username: "fuzz", password: "secret" }),
    operation: "apptenticate.token",
    takesPairs: true,
  },
  {
    ...vendor("/api/token/refresh/", undefined),
    value: ({ refresh }) => ({ refresh }),
    operation: "apptenticate.token-refresh",
    takesPairs: true,
  },
  admin("arm", { operation: "didit.face-match", outcome: { error: "insufficient_credits" }, times: 2 }),
  admin("scenarios", {
    id: "fuzzed",
    operation: "didit.passive-liveness",
    when: { vendor_data: "user-42", user_image: { bytes: ">=100", format: "jpeg" } },
    steps: [{ outcome: { score: 12, warnings: ["LOW_FACE_QUALITY"] }, delay: "1ms" }],
    after: "real",
  }),
  admin("scenarios/fuzzed-2", { operation: "apptenticate.liveness", outcome: { code: 706 } }, "PUT"),
  admin("requests/find", { match: { vendor_data: "user-42", status: ">=400" }, limit: 3 }),
  admin("requests/count", { match: { operation: "didit.face-match" } }),
  admin("requests/wait", { match: {}, count: 0, timeout_ms: 1 }),
  admin("explain", { operation: "didit.face-match", fields: { vendor_data: "user-42" } }),
  admin("verify", { match: { status: 200 } }),
  admin("spaces", { id: "fuzz-made" }),
  admin("clock", { advance_s: 1 }, "PUT"),
  admin(
    "settings",
    { didit: { face_quality_threshold: 40, actions: { low_face_quality: "decline" } } },
    "PATCH",
  ),
  admin("sessions/x", { status: "Declined" }),
  admin("reset", {}),
];
