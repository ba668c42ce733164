import type { FilePart, Form } from "../../http/form.ts";
import { magicPrefix } from "../../scenarios/magic.ts";
import type { OperationSpec } from "../../scenarios/scenario.ts";

/** What the vendor would let pass although its contract does not say it, a sentence each; `query` has the names of query parameters. */
export function listViolations(
  { images, fields, foreignNames }: OperationSpec,
  { texts, files, repeated }: Form,
  query: readonly string[] = [],
): string[] {
  const known = [...images, ...fields];
  const isUnknown = (name: string) => !known.includes(name);
  const unknown = (kind: string, name: string) => {
    const meant = Object.hasOwn(foreignNames, name) ? foreignNames[name] : undefined;
    const hint =
      meant === undefined ? "" : ` It is the name of another contract; this one calls it ${meant}.`;
    return `${kind} ${toShown(name)} is not part of the contract.${hint}`;
  };
  return [
    ...[...texts.keys()]
      .filter((name) => isUnknown(name) && !isOrder(name, texts))
      .map((name) => unknown("The field", name)),
    ...[...files.keys()].filter(isUnknown).map((name) => unknown("The file", name)),
    ...[...files.keys()]
      .filter((name) => fields.includes(name))
      .map((name) => `The field ${toShown(name)} was sent as a file.`),
    ...[...new Set(repeated)].map(
      (name) =>
        `The part ${toShown(name)} was sent more than once; the last one counts, a file before a text.`,
    ),
    ...query.map(
      (name) =>
        `The query parameter ${toShown(name)} is not part of the contract and not read; fields go into the body.`,
    ),
    ...[...files.values()].flatMap(checkMediaType),
  ];
}

/** An order is meant for this server, not for the vendor's contract. */
function isOrder(name: string, texts: Form["texts"]): boolean {
  return name === "vendor_data" && texts.get(name)?.startsWith(magicPrefix) === true;
}

// Clients that do not know the type say one of these, which the contract allows; form parsers report text/plain for none.
const silentTypes = new Set(["application/octet-stream", "binary/octet-stream", "text/plain", "image/*", ""]);

function checkMediaType({ name, mediaType, format }: FilePart): string[] {
  const type = mediaType.toLowerCase();
  const names = format === undefined ? [] : [format, ...(aliases[format] ?? [])];
  const fits = format === undefined || names.some((other) => type === `image/${other}`);
  if (silentTypes.has(type) || fits) return [];
  return [`The part ${toShown(name)} calls itself ${mediaType.slice(0, 100)}, but its content is ${format}.`];
}

const aliases: Readonly<Record<string, readonly string[]>> = {
  jpeg: ["jpg", "pjpeg"],
  png: ["x-png"],
  tiff: ["tif"],
};

function toShown(name: string): string {
  return JSON.stringify(String(name).slice(0, 100));
}
