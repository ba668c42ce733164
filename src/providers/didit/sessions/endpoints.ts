import Type, { type TSchema } from "typebox";
import type { EndpointDescription } from "../../../openapi/endpoint.ts";
import { badRequest, notFound, unsupportedMediaType } from "../../rest-framework/error-bodies.ts";
import type { Edition } from "../edition.ts";
import { exampleId, toDecisionExample } from "../examples.ts";
import { rateHeaders, toKeyedResponses } from "../shared-responses.ts";
import { BlocklistAddBody, BlocklistAnswer, BlocklistRemoveBody, createDecisionSchema } from "./schemas.ts";

const tag = "sessions";

/** The decision on a saved call in one edition. */
export function createDecisionEndpoint(edition: Edition) {
  return {
    id: "didit.session-decision",
    method: "GET",
    paths: ["/v3/session/:id/decision/", "/v2/session/:id/decision/"],
    tag,
    summary: "Read the decision on a saved call.",
    description: "Calls with `save_api_request=false` are not saved.",
    security: ["apiKey"],
    parameters: [
      { name: "id", in: "path", description: "The `request_id` of the call.", schema: Type.String() },
    ],
    responses: {
      ...toKeyedResponses(edition),
      200: {
        description: "The decision.",
        body: createDecisionSchema(edition),
        headers: rateHeaders,
        examples: { decision: toDecisionExample(edition) },
      },
      404: notFound,
    },
  } as const satisfies EndpointDescription;
}

/** An endpoint that changes the blocklist, and the fields of its body that tell it to; the first is the documented one. */
export type BlocklistEndpoint = EndpointDescription & {
  readonly method: "POST";
  readonly switches: readonly [string, ...string[]];
};

/** Puts a face into the blocklist. */
export const blocklistAddEndpoint = describe({
  id: "didit.blocklist-add",
  name: "add",
  summary: "Put the face of a saved liveness check into the blocklist.",
  description: "No liveness check of the face passes from then on.",
  body: BlocklistAddBody,
  switches: ["blocklist_face"],
  message: "Successfully updated blocklist.",
});

/** Takes a face out of the blocklist. */
export const blocklistRemoveEndpoint = describe({
  id: "didit.blocklist-remove",
  name: "remove",
  summary: "Take the face of a saved liveness check out of the blocklist.",
  description: "Clients that know one page of the documentation send `blocklist_face` here, too.",
  body: BlocklistRemoveBody,
  switches: ["unblock_face", "blocklist_face"],
  message: "Successfully removed from blocklist.",
});

/** All endpoints about saved calls with all their answers. */
export function listSessionEndpoints(edition: Edition): EndpointDescription[] {
  const changes = [blocklistAddEndpoint, blocklistRemoveEndpoint].map(({ switches: _, ...endpoint }) => ({
    ...endpoint,
    responses: { ...toKeyedResponses(edition), ...endpoint.responses },
  }));
  return [createDecisionEndpoint(edition), ...changes];
}

type Told = Pick<EndpointDescription, "id" | "summary" | "description"> &
  Pick<BlocklistEndpoint, "switches"> & {
    readonly name: string;
    readonly body: TSchema;
    readonly message: string;
  };

function describe({ name, body, message, ...told }: Told): BlocklistEndpoint {
  const [switchName] = told.switches;
  const example = { session_id: exampleId, [switchName]: true };
  return {
    ...told,
    method: "POST",
    paths: [`/v3/blocklist/${name}/`],
    tag,
    security: ["apiKey"],
    request: { isRequired: true, content: { "application/json": { schema: body, examples: { example } } } },
    responses: {
      200: {
        description: "The blocklist was changed.",
        body: BlocklistAnswer,
        headers: rateHeaders,
        examples: { changed: { message } },
      },
      400: badRequest,
      404: notFound,
      415: unsupportedMediaType,
    },
  };
}
