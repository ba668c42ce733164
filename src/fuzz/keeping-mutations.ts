import type { FormCall } from "./calls.ts";
import type { Effect } from "./case.ts";
import { changePart, type Form, type FormPart, toField } from "./form.ts";
import type { Random } from "./random.ts";
import { createFileName, createName, createText } from "./words.ts";

/** A change of a form before it is written. Returns the new form and what that does to the answer; undefined where it does not apply. */
export type FormMutation = {
  readonly name: string;
  readonly change: (
    form: Form,
    random: Random,
    call: FormCall,
  ) => { readonly form: Form; readonly effect: Effect } | undefined;
};

type Change = (form: Form, random: Random, call: FormCall) => Form | undefined;

/** A mutation after which the call is still the same to every reader of RFC 7578. */
const keeping = (name: string, change: Change): FormMutation => ({
  name,
  change(form, random, call) {
    const changed = change(form, random, call);
    return changed && { form: changed, effect: "keeps" };
  },
});

/** Changes that keep a call what it is. */
export const keepingMutations: readonly FormMutation[] = [
  keeping("parts in another order", (form, random) => ({ ...form, parts: shuffle(form.parts, random) })),
  keeping("text before the first boundary", (form, random) => ({ ...form, preamble: createText(random) })),
  keeping("text behind the last boundary", (form, random) => ({ ...form, epilogue: createText(random) })),
  keeping("another boundary", (form, random) => ({ ...form, boundary: createBoundary(random) })),
  keeping("an unknown field", (form, random) =>
    insert(form, toField(`x_${createName(random)}`, createText(random)), random),
  ),
  keeping("hundreds of unknown fields", (form, random) => {
    const count = random.between(100, 900);
    const added = Array.from({ length: count }, (_, index) => toField(`x_${index}`, "x"));
    return { ...form, parts: [...form.parts, ...added] };
  }),
  keeping("an unknown file", (form, random) =>
    insert(
      form,
      {
        name: `x_${createName(random)}`,
        filename: createFileName(random),
        content: random.bytes(random.below(300)),
      },
      random,
    ),
  ),
  keeping("a form's file field without a chosen file", (form, random) =>
    insert(form, { name: "x_file", filename: "", content: Buffer.alloc(0) }, random),
  ),
  keeping("another media type of a part", (form, random) =>
    changeOne(form, random, (part) => ({
      ...part,
      lines: [`Content-Type: ${random.pick(mediaTypes)}`],
    })),
  ),
  keeping("a part without a media type", (form, random) =>
    changeOne(form, random, (part) => ({ ...part, lines: [] })),
  ),
  keeping("unknown headers of a part", (form, random) =>
    changeOne(form, random, (part) => ({
      ...part,
      lines: [...(part.lines ?? []), `X-${createName(random)}: ${random.below(1e6)}`],
    })),
  ),
  keeping("a transfer encoding that changes nothing", (form, random) =>
    changeOne(form, random, (part) => ({
      ...part,
      lines: [...(part.lines ?? []), `Content-Transfer-Encoding: ${random.pick(["binary", "8bit", "7bit"])}`],
    })),
  ),
  keeping("another file name", (form, random, call) => {
    const [image] = call.images;
    return image === undefined
      ? undefined
      : changePart(form, image, (part) => ({ ...part, filename: createFileName(random) }));
  }),
  keeping("a file name after RFC 5987", (form, random, call) => {
    const [image] = call.images;
    if (image === undefined) return undefined;
    const encoded = `filename*=UTF-8''${toExtendedValue(createFileName(random))}`;
    const plain = random.chance(0.5) ? `filename="photo.jpg"; ` : "";
    return changePart(form, image, (part) => ({
      ...part,
      disposition: `form-data; name="${image}"; ${plain}${encoded}`,
    }));
  }),
  keeping("a wrong part before the right one of that name", (form, random) => {
    const part = random.pick(form.parts);
    const { lines: _lines, disposition: _disposition, ...wrong } = part;
    return { ...form, parts: [{ ...wrong, content: random.bytes(random.below(50)) }, ...form.parts] };
  }),
  keeping("a name without quotes", (form, random) =>
    changeOne(form, random, (part) =>
      part.filename === undefined ? { ...part, disposition: `form-data; name=${part.name}` } : part,
    ),
  ),
  keeping("another text for the caller's own use", (form, random, call) =>
    call.hasExtensionRule
      ? insert(form, toField("vendor_data", `u ${createText(random)}`), random)
      : undefined,
  ),
  keeping("another word for a boolean", (form, random, { booleanField }) =>
    booleanField === undefined
      ? undefined
      : changePart(form, booleanField, (part) => {
          const isTrue = part.content.toString() === "true";
          return toField(part.name, random.pick(isTrue ? trueWords : falseWords));
        }),
  ),
  keeping("another way to write a number", (form, random, { numberField }) =>
    numberField === undefined
      ? undefined
      : changePart(form, numberField, (part) => toField(part.name, random.pick(thirties))),
  ),
];

const trueWords = ["true", "True", "TRUE", "1", "yes", "on", "t", "Y"];
const falseWords = ["false", "False", "FALSE", "0", "no", "off", "f", "N"];
const thirties = ["30", " 30 ", "30.0", "3e1", "+30", "030", "300e-1"];
const mediaTypes = [
  "application/octet-stream",
  "text/plain",
  "text/plain; charset=utf-16",
  "application/json",
  "image/png",
  "image/jpeg; q=1",
  "multipart/mixed",
  "x/y",
  "TEXT/HTML; charset=x-unknown",
];

function toExtendedValue(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}

function createBoundary(random: Random): string {
  const characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'()+_,-./:=?";
  const length = random.between(1, 70);
  return Array.from({ length }, () => characters[random.below(characters.length)]).join("");
}

function insert(form: Form, part: FormPart, random: Random): Form {
  return { ...form, parts: form.parts.toSpliced(random.below(form.parts.length + 1), 0, part) };
}

function changeOne(form: Form, random: Random, change: (part: FormPart) => FormPart): Form {
  const at = random.below(form.parts.length);
  return { ...form, parts: form.parts.map((part, index) => (index === at ? change(part) : part)) };
}

function shuffle(parts: readonly FormPart[], random: Random): FormPart[] {
  const names = [...new Set(parts.map(({ name }) => name))];
  // Of several parts of one name the last counts, so those stay in their order.
  if (names.length < parts.length) return [...parts];
  return parts
    .map((part) => ({ part, rank: random.below(1e6) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ part }) => part);
}
