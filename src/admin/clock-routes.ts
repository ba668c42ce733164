import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { parseTime } from "../identity.ts";
import type { Space } from "../sandbox/space.ts";
import { AdminError } from "./admin-error.ts";
import { ClockSchema } from "./space-answers.ts";
import { tell } from "./told.ts";

/** Dates of JavaScript end there. */
const maxTime = 8.64e15;

/** The space's clock: moving it makes tokens expire and rate windows pass without waiting. */
export function addClockRoutes(app: FastifyInstance): void {
  const show = ({ clock }: Space) => ({ now: new Date(clock.now()).toISOString() });
  app.get(
    "/__admin/clock",
    { schema: { ...tell("admin.clock", "spaces", { 200: ClockSchema }), summary: "The time of the space." } },
    async ({ space }) => show(space),
  );
  app.put(
    "/__admin/clock",
    {
      schema: {
        ...tell("admin.set-clock", "spaces", { 200: ClockSchema }),
        summary:
          "Sets the space's clock to `now`, or moves it by `advance_s` seconds; it then goes on as before.",
        body: Type.Object(
          { now: Type.Optional(Type.String()), advance_s: Type.Optional(Type.Number()) },
          { additionalProperties: false },
        ),
      },
    },
    async ({ space, body }) => {
      const { now, advance_s } = body as { now?: string; advance_s?: number };
      if ((now === undefined) === (advance_s === undefined))
        throw new AdminError(400, "send either now, such as 2025-05-01T13:11:07Z, or advance_s.");
      const target = now === undefined ? space.clock.now() + (advance_s ?? 0) * 1000 : parseTime(now);
      if (!(target >= 0 && target <= maxTime))
        throw new AdminError(400, `${now ?? advance_s} leads to no time after 1970.`);
      space.clock.advance(target - space.clock.now());
      return show(space);
    },
  );
}
