import type { Static, TSchema } from "typebox";
import { Errors } from "typebox/value";
import { expect } from "vitest";
import type { PartialOptions } from "../../src/options.ts";
import { createSpecs, findSpec } from "./specs.ts";

/** Fails unless the body is what the operation publishes as its answer with these options. */
export function expectAnswer(body: unknown, operation: string, options: PartialOptions = {}): void {
  const schema: TSchema | undefined = findSpec(createSpecs(options), operation).answer;
  if (!schema) throw new Error(`${operation} publishes no answer`);
  expect(Errors(schema, body as Static<TSchema>)).toEqual([]);
}
