import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { toPackagePath } from "../../src/package-root.ts";

/** Says whether a body fits a schema; `errors` has what is wrong after a `false`. */
export type BodyCheck = { (body: unknown): boolean; errors?: readonly object[] | null };

/** A committed document, and the checks of the schemas of its answers by {@link toCheckName}. */
export type CompiledDocument = {
  readonly name: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly responses: Readonly<Record<string, Response>>;
  readonly checks: Readonly<Record<string, BodyCheck>>;
};

/** An operation of a document. */
export type Operation = {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Response | { readonly $ref: string }>>;
};

/** An answer of a document. */
export type Response = {
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>;
};

type Written = {
  readonly paths: CompiledDocument["paths"];
  readonly components: { readonly schemas: object; readonly responses?: CompiledDocument["responses"] };
};

/**
 * The committed documents with checks of their bodies. Schemas are compiled by Ajv once for each state of the documents and kept in
 * `.reports`: every test file is a process of its own, and compiling would take each of them longer than its tests.
 */
export async function compileDocuments(): Promise<CompiledDocument[]> {
  const names = readdirSync(toPackagePath("openapi"))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length));
  const texts = names.map((name) => readFileSync(toPackagePath(`openapi/${name}.json`), "utf8"));
  const documents = texts.map((text) => JSON.parse(text) as Written);
  const key = createHash("sha256").update(texts.join()).digest("hex").slice(0, 16);
  const file = toPackagePath(`.reports/answer-checks-${key}.cjs`);
  const require = createRequire(import.meta.url);
  let checks: Record<string, BodyCheck>;
  try {
    checks = require(file);
  } catch {
    const { toSource } = await import("./compile-checks.ts");
    mkdirSync(toPackagePath(".reports"), { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, toSource(names, documents));
    renameSync(draft, file);
    checks = require(file);
  }
  return documents.map(({ paths, components }, index) => ({
    name: names[index] ?? "",
    paths,
    responses: components.responses ?? {},
    checks,
  }));
}

/** The name of the check of a schema of a document. */
export function toCheckName(document: string, schema: object): string {
  return `check_${createHash("sha256")
    .update(`${document} ${JSON.stringify(schema)}`)
    .digest("hex")
    .slice(0, 16)}`;
}
