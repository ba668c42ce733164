import type { Effect } from "./case.ts";
import type { Random } from "./random.ts";
import { createText } from "./words.ts";

/** The text of a mutated value, and what that does to the answer. */
export type MutatedJson = { readonly text: Buffer; readonly name: string; readonly effect: Effect };

type JsonMutation = {
  readonly name: string;
  readonly change: (value: unknown, random: Random) => Buffer | string;
  readonly effect: Effect;
};

/** Does one thing to a JSON value, before or after it is written. */
export function mutateJson(value: unknown, random: Random): MutatedJson {
  const { name, change, effect } = random.pick(jsonMutations);
  return { name, text: Buffer.from(change(value, random)), effect };
}

const jsonMutations: readonly JsonMutation[] = [
  { name: "unchanged", change: (value) => JSON.stringify(value), effect: "open" },
  { name: "other space", change: (value) => `\n\t${JSON.stringify(value, null, 3)}\r\n `, effect: "open" },
  {
    name: "another value somewhere",
    change: (value, random) => JSON.stringify(replaceSomewhere(value, random.pick(values), random)),
    effect: "open",
  },
  {
    name: "another text somewhere",
    change: (value, random) => JSON.stringify(replaceSomewhere(value, createText(random), random)),
    effect: "open",
  },
  {
    name: "a member that nobody knows",
    change: (value, random) =>
      `${JSON.stringify(value).replace(/}\s*$/, "")}${isEmpty(value) ? "" : ","}"${random.pick(names)}":${JSON.stringify(random.pick(values)) ?? "0"}}`,
    effect: "open",
  },
  {
    name: "a member less",
    change(value, random) {
      const entries = Object.entries(value as object);
      return JSON.stringify(Object.fromEntries(entries.toSpliced(random.below(entries.length + 1), 1)));
    },
    effect: "open",
  },
  {
    name: "a member twice",
    change: (value) => JSON.stringify(value).replace(/^{(.+)}$/s, "{$1,$1}"),
    effect: "open",
  },
  {
    name: "no object",
    change: (_value, random) => random.pick(["[]", "1", '"x"', "true", "[{}]", "1e999", "-0"]),
    effect: { refused: [400, 404, 409] },
  },
  {
    name: "no JSON",
    change: (value, random) =>
      random.pick([
        "{",
        "}",
        "{'a':1}",
        "{a:1}",
        "{,}",
        `${JSON.stringify(value)},`,
        `${JSON.stringify(value)}//x`,
        "NaN",
        '{"a":01}',
        '{"a":"\u0001"}',
        "\u0000",
        '{"a":tru',
      ]),
    effect: { refused: [400] },
  },
  {
    name: "cut off",
    change(value, random) {
      const text = JSON.stringify(value);
      return text.slice(0, random.between(1, text.length - 1));
    },
    effect: { refused: [400] },
  },
  {
    name: "nested very deep",
    change: (_value, random) => {
      const depth = random.pick([100, 5_000, 100_000]);
      const [open, close] = random.pick([
        ["[", "]"],
        ['{"a":', "}"],
      ] as const);
      return `${open.repeat(depth)}0${close.repeat(depth)}`;
    },
    effect: { refused: [400, 404, 409, 413] },
  },
  {
    name: "bytes that are no UTF-8",
    change: (value, random) => {
      const text = Buffer.from(JSON.stringify(value));
      return Buffer.concat([text.subarray(0, 2), random.bytes(random.between(1, 9)), text.subarray(2)]);
    },
    effect: "open",
  },
  {
    name: "a byte order mark",
    change: (value) => `\ufeff${JSON.stringify(value)}`,
    effect: "open",
  },
  { name: "null", change: () => "null", effect: "open" },
  { name: "half a character", change: () => '{"email":"\\ud800","username":"\\udfff"}', effect: "open" },
  {
    name: "very long",
    change: (value, random) =>
      JSON.stringify(replaceSomewhere(value, "x".repeat(random.pick([10_000, 900_000, 3_000_000])), random)),
    effect: "open",
  },
  { name: "empty", change: (_value, random) => random.pick(["", " ", "\n"]), effect: "open" },
];

const values: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e300,
  2 ** 53,
  "",
  " ",
  "x",
  [],
  {},
  [[]],
  [1, "a", null],
  { a: 1 },
  "(a+)+$",
  "/^(a|a)*$/",
  "9".repeat(400),
  "2025-13-99T99:99:99Z",
  -1e-7,
];
const names = ["x", "__proto__", "constructor", "", "toString", "\\u0000", "n".repeat(500)];

/** The value with one of its leaves or branches replaced, perhaps all of it. */
function replaceSomewhere(value: unknown, replacement: unknown, random: Random): unknown {
  if (typeof value !== "object" || value === null || random.chance(0.1)) return replacement;
  const entries = Object.entries(value);
  if (entries.length === 0) return replacement;
  const [name, item] = random.pick(entries);
  const changed = replaceSomewhere(item, replacement, random);
  if (Array.isArray(value)) return value.map((old, index) => (String(index) === name ? changed : old));
  return { ...value, [name]: changed };
}

function isEmpty(value: unknown): boolean {
  return JSON.stringify(value) === "{}";
}
