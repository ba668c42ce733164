import { subscribe } from "node:diagnostics_channel";

/**
 * Calls `onAnswer` with every answer of every server of this process that has spaces: Fastify tells of each new instance, whoever
 * made it, so that no server is forgotten. Plain JavaScript, because it is also loaded into servers that run in processes of their own.
 */
export function watchAnswers(onAnswer) {
  subscribe("fastify.initialization", ({ fastify }) => {
    fastify.addHook("onSend", async (request, reply, payload) => {
      const { space, notes, method, url, routeOptions } = request;
      if (space === undefined) return;
      const { didit, apptenticate } = space.options;
      onAnswer({
        method,
        url: url.split("?")[0],
        route: routeOptions.url ?? null,
        status: reply.statusCode,
        headers: { ...reply.getHeaders() },
        body: payload === undefined || payload === null ? "" : String(payload),
        outcome: notes.outcome,
        isAltered: isAltered(space, notes.scenario),
        contract: didit.contract,
        envelope: apptenticate.envelope,
      });
    });
  });
}

/** Whether the scenario that answered writes values of its own into the answer. */
function isAltered(space, label) {
  const scenario = space.scenarios.find(label.split("#")[0]);
  return scenario?.steps.some(({ outcome }) => outcome.overlay?.set !== undefined) ?? false;
}
