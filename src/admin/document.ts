import type { RouteOptions } from "fastify";
import Type, { type TSchema } from "typebox";
import { createDocument, type OpenApiDocument } from "../openapi/document.ts";
import type {
  EndpointDescription,
  Method,
  ParameterDescription,
  RequestDescription,
  ResponseDescription,
} from "../openapi/endpoint.ts";
import { readVersion } from "../package-root.ts";
import { ErrorAnswer } from "./server-answers.ts";

const tags = [
  { name: "server", description: "State and settings of the server." },
  {
    name: "calls",
    description: "The calls of a space: listing, finding, awaiting, verifying and explaining.",
  },
  { name: "scenarios", description: "What calls are answered with." },
  { name: "spaces", description: "Worlds of their own for parallel tests." },
  { name: "consoles", description: "What a person does in the vendors' consoles." },
];

const description = [
  "The admin surface of Stuntface. Below /~id it speaks of that space, otherwise of the default one.",
  "It answers this machine and private networks or, with --admin-token, holders of the token.",
].join(" ");

const toRefusal = (name: string, text: string): ResponseDescription => ({
  name,
  description: text,
  body: ErrorAnswer,
});

/** What every route may answer. */
const common: Readonly<Record<number, ResponseDescription>> = {
  400: toRefusal("BadRequest", "The request cannot be understood; the error says where."),
  401: {
    ...toRefusal("Unauthorized", "The server has an admin token, and the call does not carry it."),
    headers: {
      "WWW-Authenticate": { description: "Always Bearer.", schema: Type.String(), isAlways: true },
    },
  },
  403: toRefusal(
    "Forbidden",
    "The caller is neither this machine nor of a private network, or a foreign web page.",
  ),
  429: toRefusal("TooMany", "The server holds as many spaces, or the space as many scenarios, as it may."),
};
const tooLarge = toRefusal("TooLarge", "The body is larger than 2 MB.");

const meanings: Readonly<Record<number, string>> = {
  200: "What was asked for.",
  201: "It was made.",
  202: "It will be done.",
  404: "There is no such thing; the error says what there is.",
  406: "Something did not happen as it should have; the problems say what.",
  408: "Not all calls came in time; those that did are there.",
  409: "It cannot be done as things are; nothing was changed.",
  503: "The server is stopping.",
};

/** The description of the admin surface by its routes; throws for one that tells too little of itself. */
export function createAdminDocument(routes: readonly RouteOptions[]): OpenApiDocument {
  return createDocument(
    {
      info: { title: "Stuntface admin surface", version: readVersion(), description },
      tags,
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "The token of --admin-token." },
      },
    },
    routes.filter(({ schema }) => !schema?.hide).map(toEndpoint),
  );
}

function toEndpoint({ method, url, schema = {}, config }: RouteOptions): EndpointDescription {
  const { operationId, tag, summary, querystring, body, writtenBody, others, response = {} } = schema;
  if (operationId === undefined || tag === undefined || summary === undefined)
    throw new Error(`the route ${method} ${url} needs tell() and a summary`);
  const request = toRequest(
    (writtenBody ?? body) as TSchema | undefined,
    writtenBody !== undefined && config?.takesText === true,
  );
  const answers = Object.entries(response as Record<string, TSchema>).map(([status, answer]) => [
    status,
    { description: meanings[Number(status)] ?? "An answer.", body: answer },
  ]);
  const own: Record<number, ResponseDescription> = Object.fromEntries(answers);
  const ok = own[200] ?? { description: meanings[200] ?? "" };
  return {
    id: operationId,
    method: method as Method,
    paths: [url],
    tag,
    summary,
    security: ["none", "token"],
    parameters: [...toPathParameters(url), ...toQueryParameters(querystring as TSchema | undefined)],
    ...(request ? { request } : {}),
    responses: {
      ...common,
      ...(request ? { 413: tooLarge } : {}),
      ...own,
      ...(others ? { 200: { ...ok, others } } : {}),
    },
  };
}

/** A body that may lack every key may be left out. */
function toRequest(schema: TSchema | undefined, isText: boolean): RequestDescription | undefined {
  if (!schema) return undefined;
  const { required = [] } = schema as { readonly required?: readonly string[] };
  const content = { "application/json": { schema } };
  return {
    isRequired: isText || required.length > 0,
    content: isText ? { ...content, "application/yaml": { schema } } : content,
  };
}

function toPathParameters(url: string): ParameterDescription[] {
  return [...url.matchAll(/:(\w+)/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    description: name === "part" ? "Name of the part." : "Its id.",
    schema: Type.String(),
  }));
}

function toQueryParameters(schema: TSchema | undefined): ParameterDescription[] {
  const { properties = {} } = (schema ?? {}) as { readonly properties?: Readonly<Record<string, TSchema>> };
  return Object.entries(properties).map(
    ([name, { description: text, ...keywords }]: [string, { description?: string }]) => ({
      name,
      in: "query",
      description: toSentence(text ?? name),
      schema: keywords as TSchema,
    }),
  );
}

function toSentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
}
