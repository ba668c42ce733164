import type { WireResponse } from "../provider.ts";

/** 503 for a server that cannot take more work now; Retry-After is in seconds. */
export const unavailable: WireResponse = {
  status: 503,
  body: { detail: "Service temporarily unavailable, try again later." },
  headers: { "retry-after": "1" },
};
