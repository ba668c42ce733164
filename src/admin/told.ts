import type { TSchema } from "typebox";

declare module "fastify" {
  interface FastifySchema {
    /** What the route does, for the API's description. */
    summary?: string;
    /** Whether the description leaves the route out. */
    hide?: boolean;
    /** Name of the operation, which stays the same for ever. */
    operationId?: string;
    /** Chapter of the description. */
    tag?: Tag;
    /** Media types of answers that are no JSON. */
    others?: readonly string[];
    /** Schema of the body where the route reads it by itself. */
    writtenBody?: TSchema;
  }
}

/** Chapters of the description. */
export type Tag = "server" | "calls" | "scenarios" | "spaces" | "consoles";

/** What the description says of a route besides its summary: name, chapter and the bodies of its answers by status. */
export function tell(operationId: string, tag: Tag, response: Readonly<Record<number, TSchema>>) {
  return { operationId, tag, response };
}
