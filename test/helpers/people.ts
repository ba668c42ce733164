import type { AnalyzeOptions, FaceEngine } from "../../src/face/engine.ts";
import { UnreadableImageError } from "../../src/face/engine.ts";
import { createDescriptor, createFace, createFacts } from "./facts.ts";
import type { Part } from "./multipart.ts";
import { createPhoto } from "./uploads.ts";

/** In the place of a person: a picture without a face. */
export const nobody = 0xff;
/** In the place of a person: a picture that cannot be decoded. */
export const garbage = 0xfe;

/** A person who looks just like person 0, nearly so (a possible match), and not at all. */
export const people = { same: 0, near: 100, other: 150 } as const;

/** A photo of a person; those of two persons differ by a two-hundredth of a descriptor's distance for each number between them. */
export function createPersonPhoto(person: number): Buffer {
  return createPhoto(2_000, person);
}

/** A photo of a person as a part of a form. */
export function toPersonPart(person: number, name = "user_image"): Part {
  return { name, filename: "photo.jpg", content: createPersonPhoto(person) };
}

/** An engine that finds in each photo the person that its last byte names; `asked` has an entry for each photo it looked at. */
export function createPeopleEngine(): FaceEngine & { readonly asked: AnalyzeOptions[] } {
  const asked: AnalyzeOptions[] = [];
  return {
    asked,
    version: "people",
    ready: Promise.resolve(),
    async analyze(bytes, options) {
      asked.push(options);
      const person = bytes.at(-1) ?? nobody;
      if (person === garbage) throw new UnreadableImageError("unreadable");
      if (person === nobody) return createFacts({ faces: [] });
      return createFacts({ faces: [createFace({ descriptor: createDescriptor(person / 200) })] });
    },
    async close() {},
  };
}
