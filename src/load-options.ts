import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { TSchema } from "typebox";
import { parseDocuments } from "./documents/document.ts";
import { ProblemsError } from "./documents/problem.ts";
import { suggest } from "./documents/suggest.ts";
import { validate } from "./documents/validate.ts";
import {
  listOptions,
  type OptionLeaf,
  readPath,
  toOptions,
  toPartialSchema,
  writePath,
} from "./option-leaves.ts";
import type { Options } from "./options.ts";
import { OptionsSchema, type PartialOptions } from "./options.ts";
import { withoutServiceLinks } from "./service-links.ts";
import { refuseUnknownFlags, toSentence, UsageError } from "./usage.ts";

/** `didit.maxFileBytes` as a flag, an environment variable and a key of the file. */
export function toOptionNames({ path }: OptionLeaf): { flag: string; variable: string; key: string } {
  const words = path.map(toSnakeCase);
  return {
    flag: words.join("_").replaceAll("_", "-"),
    variable: `STUNTFACE_${words.join("_").toUpperCase()}`,
    key: words.join("."),
  };
}

/**
 * Options of `serve` from, in rising order of weight, defaults, file, environment and flags.
 * The file is `--config FILE`, `STUNTFACE_CONFIG` or `stuntface.yaml` of the working directory when it exists.
 * Throws {@link UsageError} or {@link ProblemsError}.
 */
export function loadOptions(argv: readonly string[], given: NodeJS.ProcessEnv, cwd = process.cwd()): Options {
  const environment = withoutServiceLinks(given);
  const leaves = listOptions();
  const flags = parseFlags(argv, leaves);
  const named = flags.values.config ?? environment.STUNTFACE_CONFIG;
  const standard = `${cwd}/stuntface.yaml`;
  const file = named ?? (existsSync(standard) ? standard : undefined);
  return toOptions(
    file === undefined ? {} : loadFile(file),
    readTexts(
      leaves,
      (leaf) => environment[toOptionNames(leaf).variable],
      (leaf) => toOptionNames(leaf).variable,
    ),
    readTexts(
      leaves,
      (leaf) => flags.values[toGivenFlag(leaf, flags.values)],
      (leaf) => `--${toGivenFlag(leaf, flags.values)}`,
    ),
  );
}

/** Sentences about `STUNTFACE_*` variables that mean nothing, with the nearest one that does. */
export function listUnknownVariables(environment: NodeJS.ProcessEnv): string[] {
  const known = [
    ...listOptions().map((leaf) => toOptionNames(leaf).variable),
    "STUNTFACE_CONFIG",
    "STUNTFACE_URL",
  ];
  return Object.keys(withoutServiceLinks(environment))
    .filter((name) => name.startsWith("STUNTFACE_") && !known.includes(name))
    .map((name) => `the environment variable ${name} is not known.${suggest(name, known)}`);
}

function parseFlags(argv: readonly string[], leaves: readonly OptionLeaf[]) {
  const aliases = leaves.flatMap(({ schema: { alias } }) => (alias === undefined ? [] : [alias]));
  const names = [...leaves.map((leaf) => toOptionNames(leaf).flag), ...aliases, "config"];
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  refuseUnknownFlags(argv, names, "serve");
  try {
    const args = withSwitches(argv, leaves);
    const { values } = parseArgs({ args, options, strict: true, allowPositionals: false });
    return { values: values as Record<string, string | undefined> };
  } catch (error) {
    throw new UsageError(`${toSentence(error)} See stuntface serve --help.`);
  }
}

/** The flag of an option, or its alias where that was given instead. */
function toGivenFlag(leaf: OptionLeaf, values: Readonly<Record<string, string | undefined>>): string {
  const { flag } = toOptionNames(leaf);
  const { alias } = leaf.schema;
  return alias !== undefined && values[flag] === undefined && values[alias] !== undefined ? alias : flag;
}

/** A switch such as `--strict` may stand without its `true`. */
function withSwitches(argv: readonly string[], leaves: readonly OptionLeaf[]): string[] {
  const switches = new Set(
    leaves.filter(({ schema }) => schema.type === "boolean").map((leaf) => `--${toOptionNames(leaf).flag}`),
  );
  return argv.map((word, index) => {
    const next = argv[index + 1];
    const isBare = switches.has(word) && (next === undefined || next.startsWith("-"));
    return isBare ? `${word}=true` : word;
  });
}

function readTexts(
  leaves: readonly OptionLeaf[],
  read: (leaf: OptionLeaf) => string | undefined,
  toName: (leaf: OptionLeaf) => string,
): PartialOptions {
  const options: Record<string, unknown> = {};
  for (const leaf of leaves) {
    const text = read(leaf);
    if (text === undefined || text === "") continue;
    const value = toTyped(leaf, text);
    const [mismatch] = validate(leaf.schema, value);
    if (mismatch) throw new UsageError(`${toName(leaf)} ${mismatch.message}`);
    writePath(options, leaf.path, value);
  }
  return options as PartialOptions;
}

/** Text from a flag or a variable as the schema's type; lists are separated by commas. */
function toTyped({ schema }: OptionLeaf, text: string): unknown {
  if (schema.type === "array") return text.split(",").map((item) => item.trim());
  if (schema.type === "string") return text;
  if (schema.type === "boolean")
    return /^(true|1|yes|on)$/i.test(text) ? true : /^(false|0|no|off)$/i.test(text) ? false : text;
  const isNumeric = text.trim() !== "" && Number.isFinite(Number(text));
  const takesText = "anyOf" in schema && validate(schema, "x".repeat(16)).length === 0;
  return isNumeric && !takesText && validate(schema, Number(text)).length <= validate(schema, text).length
    ? Number(text)
    : text;
}

function loadFile(file: string): PartialOptions {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read the configuration ${file}: ${(error as Error).message}`);
  }
  const { documents, problems } = parseDocuments(file, text);
  const [document] = documents;
  if (problems.length > 0) throw new ProblemsError(problems);
  if (documents[1])
    throw new ProblemsError([documents[1].problem([], "the file must hold one document only.")]);
  if (!document || document.value === null) return {};
  const mismatches = validate(createWrittenSchema(), document.value);
  if (mismatches.length > 0)
    throw new ProblemsError(mismatches.map(({ path, message, at }) => document.problem(path, message, at)));
  return fromWritten(document.value);
}

/** Options as a file spells them (`max_file_bytes`), checked already, as the program spells them. */
export function fromWritten(written: unknown): PartialOptions {
  const options: Record<string, unknown> = {};
  for (const leaf of listOptions()) {
    const value = readPath(written, toOptionNames(leaf).key.split("."));
    if (value !== undefined) writePath(options, leaf.path, value);
  }
  return options as PartialOptions;
}

/** The schema of options as a file spells them, every key optional. */
export function createWrittenSchema(schema: TSchema = OptionsSchema): TSchema {
  return toPartialSchema(schema, toSnakeCase);
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
