import { stampPhoto } from "../bench/photos.ts";
import { toFormRequest } from "./calls.ts";
import { changePart, usualBoundary } from "./form.ts";
import type { RudeRequests } from "./rude-clients.ts";
import { toWireBytes, type WireRequest, withHeader } from "./wire.ts";
import type { World } from "./world.ts";

/** The requests of clients that are slow or leave, in one space. */
export function createRudeRequests({ calls }: Pick<World, "calls">, space: string): RudeRequests {
  const caller = { space, access: "", refresh: "" };
  const [photo] = calls;
  const blank = calls.find(({ name }) => name.includes("without face"));
  if (!photo || !blank) throw new Error("There are no calls to send.");
  const toRequest = (call: typeof photo, number: number): WireRequest => {
    const form = changePart({ boundary: usualBoundary, parts: call.parts }, "user_image", (part) => ({
      ...part,
      content: stampPhoto(part.content, number),
    }));
    return toFormRequest(call, form, caller);
  };
  let number = 0;
  const small = toRequest(blank, 0);
  return {
    small: toWireBytes(small),
    createPhoto: () => toWireBytes(toRequest(photo, ++number)),
    slow: toWireBytes(withHeader(small, "X-Stuntface-Scenario", "slow-answer")),
    long: toWireBytes({
      method: "GET",
      path: `/~${space}/__admin/catalog`,
      version: "HTTP/1.1",
      headers: [["Host", "127.0.0.1"]],
      body: Buffer.alloc(0),
    }),
  };
}
