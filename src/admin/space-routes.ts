import type { FastifyInstance, FastifyRequest } from "fastify";
import Type from "typebox";
import { defaultSpaceId, type Space } from "../sandbox/space.ts";
import { AdminError } from "./admin-error.ts";
import type { AdminContext } from "./context.ts";
import { ErrorAnswer } from "./server-answers.ts";
import { CalledSpace, RemovedCount, RemovedIds, SpaceList, SpaceSchema } from "./space-answers.ts";
import { tell } from "./told.ts";

type IdParams = { Params: { id: string } };

/** Spaces: worlds of their own below `/~id`, for parallel tests. */
export function addSpaceRoutes(app: FastifyInstance, { services, toBaseUrl }: AdminContext): void {
  const { spaces, identity, store } = services;
  const toAnswer = ({ id, apiKey }: Space, request: FastifyRequest) => {
    const baseUrl = toBaseUrl(request);
    return { id, baseUrl: id === defaultSpaceId ? baseUrl : `${baseUrl}/~${id}`, apiKey };
  };
  app.get(
    "/__admin/spaces",
    { schema: { ...tell("admin.spaces", "spaces", { 200: SpaceList }), summary: "All spaces." } },
    async (request) => ({
      spaces: spaces.list().map(({ space, idleMs }) => ({
        ...toAnswer(space, request),
        calls: space.journal.total,
        idleSeconds: Math.round(idleMs / 1000),
      })),
    }),
  );
  app.post(
    "/__admin/spaces",
    {
      schema: {
        ...tell("admin.make-space", "spaces", { 200: SpaceSchema, 201: SpaceSchema }),
        summary: "Makes a space, with an id of your own or a new one; 200 when it exists already.",
        body: Type.Object({ id: Type.Optional(Type.String()) }, { additionalProperties: false }),
      },
    },
    async (request, reply) => {
      const { id = `s-${identity.createId("space").slice(0, 13)}` } = request.body as { id?: string };
      const isNew = spaces.find(id) === undefined;
      return reply.code(isNew ? 201 : 200).send(toAnswer(spaces.use(id), request));
    },
  );
  app.get<IdParams>(
    "/__admin/spaces/:id",
    {
      schema: {
        ...tell("admin.space", "spaces", { 200: CalledSpace, 404: ErrorAnswer }),
        summary: "One space.",
      },
    },
    async (request) => {
      const { id } = request.params;
      const space = spaces.find(id);
      if (!space) throw new AdminError(404, `there is no space ${id.slice(0, 80)}.`);
      return { ...toAnswer(space, request), calls: space.journal.total };
    },
  );
  app.delete<IdParams>(
    "/__admin/spaces/:id",
    {
      schema: {
        ...tell("admin.remove-space", "spaces", { 200: RemovedIds, 404: ErrorAnswer, 409: ErrorAnswer }),
        summary: "Forgets a space and all that is in it.",
      },
    },
    async ({ params: { id } }) => {
      if (id === defaultSpaceId)
        throw new AdminError(409, "the default space stays; POST /__admin/reset empties it.");
      if (!spaces.remove(id)) throw new AdminError(404, `there is no space ${id.slice(0, 80)}.`);
      await store.clear(id);
      return { removed: [id] };
    },
  );
  app.delete(
    "/__admin/spaces",
    {
      schema: {
        ...tell("admin.remove-spaces", "spaces", { 200: RemovedCount }),
        summary: "Forgets all spaces but the default one.",
      },
    },
    async () => {
      const removed = spaces
        .list()
        .map(({ space }) => space.id)
        .filter((id) => id !== defaultSpaceId);
      spaces.removeAll();
      await Promise.all(removed.map((id) => store.clear(id)));
      return { removed: removed.length };
    },
  );
}
