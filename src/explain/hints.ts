import { suggest } from "../documents/suggest.ts";
import { measureHashDistance } from "../face/hash-distance.ts";
import type { JournalEntry } from "../journal/record.ts";
import type { Call } from "../scenarios/call.ts";
import type { Condition, OperationSpec, Scenario } from "../scenarios/scenario.ts";

/** What hints are taken from besides the call. */
export type HintSources = {
  readonly spec: OperationSpec | undefined;
  /** Perceptual hash of a picture seen before, by its sha256. */
  readonly findHash: (sha256: string) => string | undefined;
  /** Id of a scenario of another space that would answer the call, with that space. */
  readonly findElsewhere: (call: Call) => { readonly space: string; readonly scenario: string } | undefined;
  /** Paths that the server answers. */
  readonly endpoints: readonly string[];
};

/** Two pictures this near are most likely one, saved twice. */
const sameDistance = 6;

/** What is worth knowing about the call as a whole. */
export function hintAtCall({ record }: JournalEntry, call: Call, sources: HintSources): string[] {
  const { spec } = sources;
  if (record.operation === null) {
    const paths = sources.endpoints.map((endpoint) => endpoint.replace(/^\w+ /, ""));
    return [`no endpoint has this path.${suggest(record.path, paths)}`];
  }
  const type = record.headers["content-type"] ?? "";
  const wantsForm = (spec?.images.length ?? 0) > 0;
  const elsewhere = record.scenario === "none" ? sources.findElsewhere(call) : undefined;
  return [
    ...(wantsForm && /json|urlencoded/i.test(type)
      ? [`the body came as ${type}; files are sent as multipart/form-data.`]
      : []),
    ...record.violations,
    ...(elsewhere
      ? [
          `${elsewhere.scenario} in space ${elsewhere.space} would answer this call; it came to space ${record.space}.`,
        ]
      : []),
  ];
}

/** What may be behind a condition that does not hold. */
export function hintAtDifference(
  { path, exact, holds }: Condition,
  { conditions }: Scenario,
  entry: JournalEntry,
  call: Call,
  sources: HintSources,
): string[] {
  const [kind = "", part = "", key] = path.split(".");
  const texts = Object.keys(call.fields);
  const files = call.files.map(({ name }) => name);
  if (kind === "file" || kind === "seen") {
    const others = files.filter((name) => name !== part);
    const renamed = others.find((name) =>
      holds({
        ...call,
        files: call.files.map((file) => (file.name === name ? { ...file, name: part } : file)),
      }),
    );
    return [
      ...(texts.includes(part) && !files.includes(part)
        ? [`${part} was sent as a text, not as a file.`]
        : []),
      ...(renamed !== undefined && part !== "any"
        ? [`the file ${renamed} fits: the part has another name.`]
        : []),
      ...(key === "sha256" ? hintAtPicture(part, exact ?? [], call, sources) : []),
      ...(kind === "seen" && call.files.every(({ seen }) => seen === undefined)
        ? ["nothing was detected: the networks did not run for this call."]
        : []),
    ];
  }
  const name = kind === "field" || kind === "header" ? path.slice(kind.length + 1) : kind;
  const got = readText(kind, name, call);
  const fold = (text: string) => text.trim().toLowerCase();
  const wanted = exact?.find((text) => got !== undefined && text !== got && fold(text) === fold(got));
  const isRecorded = kind !== "header" || entry.record.headers[name] !== undefined;
  return [
    ...(wanted === undefined
      ? []
      : [
          wanted.trim() === got?.trim()
            ? "the same but for a space at an end."
            : "the same in another letter case.",
        ]),
    ...(got === undefined && kind !== "header" && files.includes(name)
      ? [`${name} was sent as a file, not as a text.`]
      : []),
    ...(got === undefined && kind !== "header" && kind !== "api_key" && kind !== "username"
      ? hintAtName(name, texts)
      : []),
    ...(!isRecorded && conditions.length > 0 ? [`the call had no header ${name}.`] : []),
  ];
}

function hintAtName(name: string, sent: readonly string[]): string[] {
  const similar = suggest(name, sent);
  return similar === ""
    ? []
    : [`the field ${name} was not sent, but ${similar.replace(/^ Did you mean (.*)\?$/, "$1")} was.`];
}

function hintAtPicture(
  part: string,
  wanted: readonly string[],
  call: Call,
  { findHash }: HintSources,
): string[] {
  for (const { name, perceptualHash } of call.files) {
    if (perceptualHash === undefined || (part !== "any" && name !== part)) continue;
    for (const sha256 of wanted) {
      const other = findHash(sha256);
      const distance = other === undefined ? undefined : measureHashDistance(perceptualHash, other);
      if (distance !== undefined && distance <= sameDistance)
        return [`perceptual distance ${distance} of 64: the same picture re-encoded? use phash.`];
    }
  }
  return [];
}

function readText(kind: string, name: string, { fields, headers, username }: Call): string | undefined {
  if (kind === "username") return username;
  const value = kind === "header" ? headers[name] : fields[name];
  return value === undefined || value === null ? undefined : String(value);
}
