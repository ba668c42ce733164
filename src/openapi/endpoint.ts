import type { TSchema } from "typebox";

/** One answer of an endpoint; the description is a sentence. */
export type ResponseDescription = {
  /** Kept among the components under this name when it is given, for answers that many endpoints share. */
  readonly name?: string;
  readonly description: string;
  /** Schema of the JSON body; without it the body has none or is no JSON. */
  readonly body?: TSchema;
  /** Media types besides JSON, such as `text/html`, of which nothing more is said. */
  readonly others?: readonly string[];
  readonly headers?: Readonly<Record<string, HeaderDescription>>;
  /** Bodies by a name for them. */
  readonly examples?: Readonly<Record<string, unknown>>;
};

/** A header of an answer. */
export type HeaderDescription = {
  readonly description: string;
  readonly schema: TSchema;
  /** Whether every such answer has it. */
  readonly isAlways?: boolean;
};

/** A value in the path, the query or a header of a request. */
export type ParameterDescription = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description: string;
  readonly schema: TSchema;
};

/** The body of a request, by media type. */
export type RequestDescription = {
  readonly isRequired: boolean;
  readonly content: Readonly<Record<string, RequestContent>>;
};

/** A body of one media type; `encoding` tells the media types of its parts. */
export type RequestContent = {
  readonly schema: TSchema;
  readonly encoding?: Readonly<Record<string, { readonly contentType: string }>>;
  readonly examples?: Readonly<Record<string, unknown>>;
};

/** One endpoint as it is served and as its document tells of it. */
export type EndpointDescription = {
  /** Such as `didit.face-match`; stays the same for ever, since generated clients name their functions after it. */
  readonly id: string;
  readonly method: Method;
  /** As the router knows them, such as `/v3/session/:id/decision/`; the first is the main one. */
  readonly paths: readonly string[];
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Names of the security schemes, any of which will do, `none` for callers without any; left out when nobody is asked. */
  readonly security?: readonly string[];
  readonly parameters?: readonly ParameterDescription[];
  readonly request?: RequestDescription;
  /** Answers by status. */
  readonly responses: Readonly<Record<number, ResponseDescription>>;
};

/** Methods of the endpoints. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
