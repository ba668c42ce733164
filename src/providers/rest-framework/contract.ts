import type { FilePart, Form } from "../../http/form.ts";
import type { OperationSpec } from "../../scenarios/scenario.ts";

/** What the vendor would let pass although its contract does not say it, a sentence each. */
export function listViolations(
  { images, fields, foreignNames }: OperationSpec,
  { texts, files, repeated }: Form,
): string[] {
  const known = [...images, ...fields];
  const unknown = (kind: string, name: string) => {
    const meant = Object.hasOwn(foreignNames, name) ? foreignNames[name] : undefined;
    const hint =
      meant === undefined ? "" : ` It is the name of another contract; this one calls it ${meant}.`;
    return `${kind} ${JSON.stringify(name)} is not part of the contract.${hint}`;
  };
  return [
    ...[...texts.keys()].filter((name) => !known.includes(name)).map((name) => unknown("The field", name)),
    ...[...files.keys()].filter((name) => !known.includes(name)).map((name) => unknown("The file", name)),
    ...[...files.keys()]
      .filter((name) => fields.includes(name))
      .map((name) => `The field ${JSON.stringify(name)} was sent as a file.`),
    ...[...new Set(repeated)].map(
      (name) => `The part ${JSON.stringify(name)} was sent more than once; the last one counts.`,
    ),
    ...[...files.values()].flatMap(checkMediaType),
  ];
}

// Clients that do not know the type say one of these, which the contract allows; form parsers report text/plain for none.
const silentTypes = new Set(["application/octet-stream", "binary/octet-stream", "text/plain", ""]);

function checkMediaType({ name, mediaType, format }: FilePart): string[] {
  const type = mediaType.toLowerCase();
  const fits =
    format === undefined || type === `image/${format}` || type === `image/${aliases[format] ?? format}`;
  if (silentTypes.has(type) || fits) return [];
  return [`The part ${JSON.stringify(name)} calls itself ${mediaType}, but its content is ${format}.`];
}

const aliases: Readonly<Record<string, string>> = { jpeg: "jpg", tiff: "tif" };
