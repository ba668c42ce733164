import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { probe } from "../face/decode.ts";
import { measureHashDistance } from "../face/hash-distance.ts";
import { measurePerceptualHash } from "../face/perceptual-hash.ts";
import { parseClientArguments } from "./arguments.ts";
import { hashHelp } from "./help.ts";

/** Prints what selects the given photos in a scenario; 0 when all can be decoded. */
export async function runHash(argv: readonly string[]): Promise<number> {
  const given = parseClientArguments("hash", argv, { json: { type: "boolean" } }, ["a photo"], {
    takesMore: true,
  });
  if (given.isHelp) {
    process.stdout.write(hashHelp);
    return 0;
  }
  const photos: HashedPhoto[] = [];
  for (const file of given.files) photos.push(await hashPhoto(file));
  const distance = measureDistance(photos);
  const blocks = photos.map(toText);
  if (distance !== undefined) blocks.push(`# distance ${distance} of 64\n`);
  const json = JSON.stringify({ photos, distance }, undefined, 2);
  process.stdout.write(given.flag("json") ? `${json}\n` : blocks.join("\n"));
  return 0;
}

type HashedPhoto = {
  readonly file: string;
  readonly format: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly phash: string;
};

async function hashPhoto(file: string): Promise<HashedPhoto> {
  const bytes = await readFile(file).catch((cause: Error) => {
    throw new Error(`cannot read ${file}: ${cause.message}`, { cause });
  });
  const [header, phash] = await Promise.all([probe(bytes), measurePerceptualHash(bytes)]).catch(
    (cause: Error) => {
      throw new Error(`cannot decode ${file}: ${cause.message}`, { cause });
    },
  );
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { file, ...header, bytes: bytes.length, sha256, phash };
}

function measureDistance([first, second, ...more]: readonly HashedPhoto[]): number | undefined {
  return first && second && more.length === 0 ? measureHashDistance(first.phash, second.phash) : undefined;
}

// Quoted, because YAML takes hashes of the digits 0 to 9, or with one e among them, for numbers.
function toText({ file, format, widthPx, heightPx, bytes, sha256, phash }: HashedPhoto): string {
  return `# ${file}: ${format}, ${widthPx} x ${heightPx} px, ${bytes} bytes
sha256: "${sha256}"
phash: { like: "${phash}", distance: 6 }
`;
}
