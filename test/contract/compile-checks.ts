import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { type CompiledDocument, type Response, toCheckName } from "./compile-documents.ts";

type Document = {
  readonly paths: CompiledDocument["paths"];
  readonly components: { readonly schemas: object; readonly responses?: CompiledDocument["responses"] };
};

/** A CommonJS module with a check for the schema of every JSON answer of the documents, by {@link toCheckName}. */
export function toSource(names: readonly string[], documents: readonly Document[]): string {
  const ajv = new Ajv2020({ strict: false, allErrors: false, code: { source: true } });
  addFormats.default(ajv);
  const exported: Record<string, string> = {};
  for (const [index, { paths, components }] of documents.entries()) {
    const name = names[index] ?? "";
    ajv.addSchema({ $id: name, components: { schemas: close(components.schemas) } });
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    const responses = [
      ...operations.flatMap((operation) => Object.values(operation.responses)),
      ...Object.values(components.responses ?? {}),
    ];
    for (const response of responses) {
      const schema = (response as Response).content?.["application/json"]?.schema;
      if (!schema) continue;
      const key = toCheckName(name, schema);
      if (exported[key] !== undefined) continue;
      ajv.addSchema({ $id: key, ...(point(close(schema), name) as object) });
      exported[key] = key;
    }
  }
  return standalone.default(ajv, exported);
}

/** The schema that also refuses keys it does not know: clients may meet new ones, tests may not. */
function close(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(close);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [
    key,
    key === "examples" || key === "default" || key === "enum" || key === "const" ? value : close(value),
  ]);
  const copy = Object.fromEntries(entries);
  const isOpen =
    "type" in copy && copy.type === "object" && "properties" in copy && !("additionalProperties" in copy);
  return isOpen ? { ...copy, additionalProperties: false } : copy;
}

/** The schema with its references pointing into the document. */
function point(schema: unknown, document: string): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${document}#/`));
}
