import { about, type Case } from "../case.ts";
import { anything, decimal, either, exactly, list, matching, object, tuple } from "../shape.ts";
import { type DiditEdition, image, matchAngle } from "./editions.ts";
import { pages } from "./pages.ts";
import { vendorData } from "./requests.ts";

/** What the contract says about the check of a good photo, to which a single billed call answers. */
export function listOneFaceCases(edition: DiditEdition): Case[] {
  const { D, R } = pages.liveness;
  const one = about("didit.liveness-one-face", "didit");
  return [
    one("status", "a completed check is 200", D, { status: 200 }),
    one("json", "the answer is JSON", pages.clients.C, {
      headers: { "content-type": matching(/^application\/json\b/, "application/json") },
    }),
    one("envelope", "the answer has the keys of the edition in their order", D, {
      body: { "": edition.toEnvelope("liveness") },
    }),
    one("keys", "the check has its keys in their order", D, {
      body: {
        liveness: object({
          status: either(exactly("Approved"), exactly("Declined")),
          method: exactly("PASSIVE"),
          score: edition.livenessScore,
          user_image: anything,
          warnings: list(anything),
          face_quality: anything,
          face_luminance: anything,
        }),
      },
    }),
    one("entities", "a face has its keys in their order, and numbers as they are written", D, {
      body: { "liveness.user_image": image(edition, 1) },
    }),
    one("one-face", "one face is one entity", D, {
      body: { "liveness.user_image.entities": list(anything, 1, 1) },
    }),
    one("upright", "without rotate_image the angle is 0", D, {
      body: { "liveness.user_image.best_angle": matchAngle(0) },
    }),
    one("decimals", "quality and luminance keep their decimal point, as in 85.0", R, {
      body: { "liveness.face_quality": decimal(0, 100), "liveness.face_luminance": decimal(0, 100) },
    }),
    one("approved", "a good photo is approved without warnings", D, {
      body: { "liveness.status": exactly("Approved"), "liveness.warnings": tuple() },
    }),
    one("created-at", "the time is written as the edition does", R, {
      body: { created_at: edition.createdAt },
    }),
    edition.echoes
      ? one("echo", "vendor_data come back, metadata that were not sent are null", D, {
          body: { vendor_data: exactly(vendorData), metadata: exactly(null) },
        })
      : one("no-echo", "vendor_data and metadata do not come back", D, {
          absent: ["vendor_data", "metadata"],
        }),
    one("rate-limit", "the answer carries the rate limit of writes", pages.limits.D, {
      headers: {
        "x-ratelimit-limit": matching(/^300$/, "300"),
        "x-ratelimit-remaining": matching(/^\d{1,3}$/, "a number of calls"),
        "x-ratelimit-reset": matching(/^\d{10}$/, "a time in seconds since 1970"),
        "retry-after": null,
      },
    }),
  ];
}
