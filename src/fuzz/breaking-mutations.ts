import { changePart, type Form, toField } from "./form.ts";
import type { FormMutation } from "./keeping-mutations.ts";
import type { Random } from "./random.ts";
import { createName, createText } from "./words.ts";

/** Changes after which a call must be refused, and changes after which readers may differ. */
export const breakingMutations: readonly FormMutation[] = [
  {
    name: "a missing part",
    change(form, _random, call) {
      const name = call.images[0] ?? "password";
      return { form: changePart(form, name, () => undefined), effect: { refused: [400] } };
    },
  },
  onImage("a text in the place of a file", (form, name, random) =>
    changePart(form, name, () => toField(name, createText(random))),
  ),
  onImage("an empty file", (form, name) =>
    changePart(form, name, (part) => ({ ...part, content: Buffer.alloc(0) })),
  ),
  {
    name: "an extension that is not allowed",
    change(form, random, { images: [name], hasExtensionRule }) {
      if (name === undefined || !hasExtensionRule) return undefined;
      const filename = random.pick([
        "a.gif",
        "a",
        "a.jpg.exe",
        ".jpg",
        "jpg",
        "a.",
        "a.jpg\u0001.php",
        "a.bmp",
      ]);
      const plain = { name, filename, lines: [] };
      return {
        form: changePart(form, name, ({ content }) => ({ ...plain, content })),
        effect: { refused: [400] },
      };
    },
  },
  {
    name: "a number out of range",
    change(form, random, { numberField }) {
      if (numberField === undefined) return undefined;
      const text = random.pick([
        "-1",
        "101",
        "1e9",
        "abc",
        "NaN",
        "Infinity",
        "0x1e",
        "3O",
        "1,5",
        "--1",
        "\0",
      ]);
      return {
        form: changePart(form, numberField, () => toField(numberField, text)),
        effect: { refused: [400] },
      };
    },
  },
  {
    name: "a word that is no boolean",
    change(form, random, { booleanField }) {
      if (booleanField === undefined) return undefined;
      const text = random.pick(["maybe", "2", "-1", "truefalse", "null", "\u0130", "ja"]);
      return {
        form: changePart(form, booleanField, () => toField(booleanField, text)),
        effect: { refused: [400] },
      };
    },
  },
  {
    name: "more parts than are taken",
    change: (form, random) => ({
      form: {
        ...form,
        parts: [
          ...Array.from({ length: random.between(1_001, 3_000) }, (_, index) => toField(`x_${index}`, "")),
          ...form.parts,
        ],
      },
      effect: { refused: [400] },
    }),
  },
  open("a part with a name of its own making", (form, random) => ({
    ...form,
    parts: [
      ...form.parts,
      {
        name: "x",
        content: random.bytes(20),
        disposition: random.pick([
          "form-data",
          "form-data; name",
          "form-data; name=",
          'form-data; name=""',
          `form-data; name="${"n".repeat(random.between(900, 20_000))}"`,
          'attachment; name="user_image"; filename="a.jpg"',
          'form-data; name="user_image',
          'form-data; filename="a.jpg"',
          'form-data; name="a"; name="b"',
          "form-data; name*=UTF-8''%75ser_image; filename*=''",
          "form-data; name=\"user_image\"; filename*=UTF-8''%",
          "form-data; name=\"user_image\"; filename*=utf-99''a.jpg",
          "",
          ";;;===;",
          `form-data; name="__proto__"`,
        ]),
      },
    ],
  })),
  open("header lines that are none", (form, random) => {
    const line = random.pick([
      "no colon",
      ": no name",
      " folded",
      "Content-Disposition: form-data",
      `X: ${"y".repeat(random.between(8_000, 100_000))}`,
      "Content-Transfer-Encoding: base64",
      "Content-Transfer-Encoding: quoted-printable",
      "Content-Length: 3",
      "Content-Type: multipart/mixed; boundary=inner",
      "Content-Type: ;",
      "X\0: y",
    ]);
    const at = random.below(form.parts.length);
    return {
      ...form,
      parts: form.parts.map((part, index) => (index === at ? { ...part, lines: [line] } : part)),
    };
  }),
  open("a form within the form", (form, random) => ({
    ...form,
    parts: [
      {
        name: random.pick(["user_image", "selfie", "files"]),
        content: Buffer.from('--in\r\nContent-Disposition: file; filename="a.jpg"\r\n\r\nabc\r\n--in--\r\n'),
        lines: ["Content-Type: multipart/mixed; boundary=in"],
      },
      ...form.parts,
    ],
  })),
  open("a part twice with other letters", (form, random) => {
    const part = random.pick(form.parts);
    return { ...form, parts: [...form.parts, { ...part, name: part.name.toUpperCase() }] };
  }),
  open("another part of a known name at the end", (form, random) => ({
    ...form,
    parts: [...form.parts, toField(random.pick(form.parts).name, createText(random))],
  })),
  open("fields with the names of JavaScript", (form, random) => ({
    ...form,
    parts: [...form.parts, toField(random.pick(["__proto__", "constructor", createName(random)]), "x")],
  })),
];

function onImage(name: string, change: (form: Form, image: string, random: Random) => Form): FormMutation {
  return {
    name,
    change(form, random, { images: [image] }) {
      return image === undefined
        ? undefined
        : { form: change(form, image, random), effect: { refused: [400] } };
    },
  };
}

function open(name: string, change: (form: Form, random: Random) => Form): FormMutation {
  return { name, change: (form, random) => ({ form: change(form, random), effect: "open" }) };
}
