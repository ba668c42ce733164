import { suggest } from "../documents/suggest.ts";
import { measureHashDistance } from "../face/hash-distance.ts";
import type { JournalEntry } from "../journal/record.ts";
import type { Call } from "../scenarios/call.ts";
import type { Condition } from "../scenarios/scenario.ts";
import type { HintSources } from "./call-hints.ts";
import { dryRunId } from "./explanation.ts";

/** Two pictures this near are most likely one, saved twice. */
const sameDistance = 6;

/** What may be behind a condition that does not hold. */
export function hintAtDifference(
  condition: Condition,
  entry: JournalEntry,
  call: Call,
  sources: HintSources,
): string[] {
  const [kind = ""] = condition.path.split(".");
  return kind === "file" || kind === "seen"
    ? hintAtFile(condition, call, sources)
    : hintAtText(condition, entry, call);
}

function hintAtFile({ path, want, holds }: Condition, call: Call, { findHash }: HintSources): string[] {
  const [kind = "", part = "", key] = path.split(".");
  const files = call.files.map(({ name }) => name);
  const renamed = files.find(
    (name) =>
      name !== part &&
      holds({
        ...call,
        files: call.files.map((file) => (file.name === name ? { ...file, name: part } : file)),
      }),
  );
  return [
    ...(Object.hasOwn(call.fields, part) && !files.includes(part)
      ? [`${part} was sent as a text, not as a file.`]
      : []),
    ...(renamed !== undefined && part !== "any"
      ? [`the file ${renamed} fits: the part has another name.`]
      : []),
    ...(key === "sha256" ? hintAtPicture(part, want.match(/[0-9a-f]{64}/g) ?? [], call, findHash) : []),
    ...(kind === "seen" && call.files.every(({ seen }) => seen === undefined)
      ? ["nothing was detected: the networks did not run for this call."]
      : []),
  ];
}

function hintAtPicture(
  part: string,
  wanted: readonly string[],
  { files }: Call,
  findHash: HintSources["findHash"],
): string[] {
  for (const { name, perceptualHash } of files) {
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

function hintAtText(condition: Condition, { record }: JournalEntry, call: Call): string[] {
  const { path, exact } = condition;
  const [kind = ""] = path.split(".");
  const isHeader = kind === "header";
  const name = isHeader || kind === "field" ? path.slice(kind.length + 1) : kind;
  const got = readText(kind, name, call);
  if (kind === "api_key")
    return readAside(condition.got(call)).map((aside) => `${aside}; a dry run can try it.`);
  const isField = kind === "field" || kind === "vendor_data" || kind === "device";
  return [
    ...(got === undefined ? [] : hintAtSpelling(exact ?? [], got)),
    ...(got === undefined && isField ? hintAtName(name, call) : []),
    ...(got === undefined && isHeader && record.requestId !== dryRunId
      ? [`the call had no header ${name}, or it came before any scenario asked about one.`]
      : []),
  ];
}

/** What a condition says in brackets behind the key that it got. */
function readAside(got: string | undefined): string[] {
  return /\((keys .*)\)$/.exec(got ?? "")?.slice(1) ?? [];
}

function hintAtSpelling(wanted: readonly string[], got: string): string[] {
  const fold = (text: string) => text.trim().toLowerCase();
  // Compatibility forms, marks, spaces of all kinds and what has no shape at all.
  const look = (text: string) => fold(text.normalize("NFKC").replace(/[\p{C}\s]+/gu, ""));
  const others = wanted.filter((text) => text !== got);
  const same = others.find((text) => fold(text) === fold(got));
  if (same !== undefined)
    return [
      same.trim() === got.trim() ? "the same but for a space at an end." : "the same in another letter case.",
    ];
  return others.some((text) => look(text) === look(got))
    ? ["looks the same: spaces, invisible characters or another form of a letter differ."]
    : [];
}

function hintAtName(name: string, { fields, files }: Call): string[] {
  if (files.some((file) => file.name === name)) return [`${name} was sent as a file, not as a text.`];
  const similar = suggest(name, Object.keys(fields));
  return similar === ""
    ? []
    : [`the field ${name} was not sent, but ${similar.replace(/^ Did you mean (.*)\?$/s, "$1")} was.`];
}

function readText(kind: string, name: string, { fields, headers, username }: Call): string | undefined {
  if (kind === "username") return username;
  const value = kind === "header" ? headers[name] : fields[name];
  return value === undefined || value === null ? undefined : String(value);
}
