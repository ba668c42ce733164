import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { RecordMatchSchema, toRecordMatcher, type WrittenRecordMatch } from "../journal/record-match.ts";
import { type Times, verifyAll, verifyTimes } from "../journal/verify.ts";
import { AdminError } from "./admin-error.ts";
import { Verification } from "./call-answers.ts";
import type { AdminContext } from "./context.ts";
import { noteOnHeaders } from "./header-note.ts";
import { tell } from "./told.ts";

const closed = { additionalProperties: false };
const count = Type.Optional(Type.Integer({ minimum: 0 }));
const body = Type.Object(
  {
    match: Type.Optional(RecordMatchSchema),
    times: Type.Optional(Type.Object({ exactly: count, at_least: count, at_most: count }, closed)),
  },
  closed,
);

/** Whether the space was called as it should have been. */
export function addVerifyRoutes(app: FastifyInstance, _context: AdminContext): void {
  app.post(
    "/__admin/verify",
    {
      schema: {
        ...tell("admin.verify", "calls", { 200: Verification, 406: Verification }),
        summary:
          "Answers 200 when calls that fit came as often as `times` says, 406 with the problems otherwise. Without a body everything is verified: contract violations, refused and unmatched calls, unused scenarios, surplus calls and expectations.",
        body,
      },
    },
    async ({ space, body }, reply) => {
      const { match, times } = body as { match?: WrittenRecordMatch; times?: Times };
      if (times && Object.keys(times).length === 0)
        throw new AdminError(400, "times must name exactly, at_least or at_most.");
      const entries = space.journal.entries();
      const problems =
        match === undefined && times === undefined
          ? verifyAll(
              entries.map(({ record }) => record),
              space.scenarios,
            )
          : verifyTimes(entries, toRecordMatcher(match), times ?? {});
      const { size, total } = space.journal;
      const note = [
        ...(size < total ? [`only the last ${size} of ${total} calls are kept.`] : []),
        ...Object.values(noteOnHeaders(space, match)),
      ].join(" ");
      return reply.code(problems.length === 0 ? 200 : 406).send({
        verified: problems.length === 0,
        calls: total,
        problems,
        ...(note === "" ? {} : { note }),
      });
    },
  );
}
