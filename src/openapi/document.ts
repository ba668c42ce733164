import { addComponent, type Components, hoist, toSorted } from "./components.ts";
import type { EndpointDescription, RequestContent, ResponseDescription } from "./endpoint.ts";

/** What a document says besides its endpoints. */
export type DocumentFrame = {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly securitySchemes: Readonly<Record<string, object>>;
};

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = Pick<DocumentFrame, "info" | "tags"> & {
  readonly openapi: string;
  readonly servers: readonly Server[];
  /** Operations by path and method. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** Where the API is. */
export type Server = {
  readonly url: string;
  readonly description?: string;
  readonly variables?: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
};

const json = "application/json";

const servers: readonly Server[] = [
  { url: "http://localhost:4090", description: "The default space of a Stuntface on its standard port." },
  {
    url: "http://localhost:4090/~{space}",
    description: "A space of its own, for parallel tests.",
    variables: { space: { default: "ci-1", description: "Id of the space." } },
  },
];

/** The document of these endpoints, each schema with an `$id` once among its components. */
export function createDocument(
  frame: DocumentFrame,
  endpoints: readonly EndpointDescription[],
): OpenApiDocument {
  const schemas: Components = new Map();
  const responses: Components = new Map();
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints)
    for (const path of endpoint.paths) {
      const template = toTemplate(path);
      paths[template] = {
        ...paths[template],
        [endpoint.method.toLowerCase()]: createOperation(endpoint, path, schemas, responses),
      };
    }
  return {
    openapi: "3.1.0",
    info: frame.info,
    servers,
    tags: frame.tags,
    paths,
    components: {
      schemas: toSorted(schemas),
      ...(responses.size > 0 ? { responses: toSorted(responses) } : {}),
      securitySchemes: frame.securitySchemes,
    },
  };
}

/** `/session/:id/` as OpenAPI writes it: `/session/{id}/`. */
export function toTemplate(path: string): string {
  return path.replace(/:(\w+)/g, "{$1}");
}

/** The operation's id at one of its paths: other versions than the main one name themselves, as in `apptenticate.liveness.v2`. */
export function toOperationId({ id, paths }: EndpointDescription, path: string): string {
  if (path === paths[0]) return id;
  const version = /\/(v\d+(?:\.\d+)?)\//.exec(path)?.[1];
  if (version === undefined) throw new Error(`${path} is another path of ${id} and names no version`);
  return `${id}.${version}`;
}

function createOperation(
  endpoint: EndpointDescription,
  path: string,
  schemas: Components,
  responses: Components,
): object {
  const { tag, summary, description, security = [], parameters = [], request } = endpoint;
  const text = [description, path === endpoint.paths[0] ? "" : `The same as ${endpoint.paths[0]}.`]
    .filter(Boolean)
    .join(" ");
  return {
    operationId: toOperationId(endpoint, path),
    tags: [tag],
    summary,
    ...(text === "" ? {} : { description: text }),
    ...(security.length > 0
      ? { security: security.map((name) => (name === "none" ? {} : { [name]: [] })) }
      : { security: [] }),
    ...(parameters.length > 0
      ? {
          parameters: parameters.map(({ schema, ...parameter }) => ({
            ...parameter,
            ...(parameter.in === "path" ? { required: true } : {}),
            schema: hoist(schema, schemas),
          })),
        }
      : {}),
    ...(request
      ? { requestBody: { required: request.isRequired, content: toRequestContent(request.content, schemas) } }
      : {}),
    responses: Object.fromEntries(
      Object.entries(endpoint.responses).map(([status, response]) => [
        status,
        toResponse(response, schemas, responses),
      ]),
    ),
  };
}

function toRequestContent(content: Readonly<Record<string, RequestContent>>, schemas: Components): object {
  return Object.fromEntries(
    Object.entries(content).map(([mediaType, { schema, encoding, examples }]) => [
      mediaType,
      {
        schema: hoist(schema, schemas),
        ...(encoding ? { encoding } : {}),
        ...toExamples(examples),
      },
    ]),
  );
}

function toResponse(response: ResponseDescription, schemas: Components, responses: Components): object {
  const { name, description, body, others = [], headers, examples } = response;
  const content = {
    ...(body ? { [json]: { schema: hoist(body, schemas), ...toExamples(examples) } } : {}),
    ...Object.fromEntries(others.map((mediaType) => [mediaType, {}])),
  };
  const plain = {
    description,
    ...(headers ? { headers: toHeaders(headers, schemas) } : {}),
    ...(Object.keys(content).length > 0 ? { content } : {}),
  };
  if (name === undefined) return plain;
  addComponent(responses, name, plain);
  return { $ref: `#/components/responses/${name}` };
}

function toHeaders(headers: NonNullable<ResponseDescription["headers"]>, schemas: Components): object {
  return Object.fromEntries(
    Object.entries(headers).map(([name, { description, schema, isAlways = false }]) => [
      name,
      { description, ...(isAlways ? { required: true } : {}), schema: hoist(schema, schemas) },
    ]),
  );
}

function toExamples(examples: Readonly<Record<string, unknown>> = {}): object {
  const entries = Object.entries(examples).map(([name, value]) => [name, { value }]);
  return entries.length === 0 ? {} : { examples: Object.fromEntries(entries) };
}
