import type { Random } from "./random.ts";

const texts = [
  "",
  "plain",
  "zwei Wörter",
  "日本語のテキスト",
  "🙂🙃",
  "a\r\nb",
  "tab\tand\0nul",
  "-- no boundary",
  '"quoted" and \\escaped\\',
  "%00%0d%0a",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "$" + "{jndi:ldap://x}",
  "\u202Ereversed",
  "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}",
  "ﬀ ı İ ẞ",
  "1e309",
  "-0",
  "null",
  "__proto__",
];

/** A text of the kind that programs stumble over; none that orders an outcome. */
export function createText(random: Random): string {
  if (random.chance(0.05)) return "x".repeat(random.between(1_000, 100_000));
  return random.pick(texts);
}

/** A name for a field or a header: letters, digits and underscores. */
export function createName(random: Random): string {
  return random.pick(["a", "proto__", "constructor", "toString", "length", `f${random.below(1e6)}`, "Z9"]);
}

/** The name of a file whose extension is one that pictures have; it may stand between quotes as it is. */
export function createFileName(random: Random): string {
  const extension = random.pick(["jpg", "JPG", "jpeg", "png", "webp", "tif", "tiff", "TiFf"]);
  const stem = random.pick([
    "a",
    "photo (1)",
    "Ünïcødé",
    "写真",
    "🙂",
    "C:\\\\photos\\\\IMG_1",
    "/home/user/../photo",
    "a.b.gif",
    "semi;colon=x",
    "per%22cent%0D",
    "sel\u0001fie",
    "sel\u007ffie",
    " leading and trailing ",
    "x".repeat(random.between(1, 2_000)),
    "'single'",
    'a\\"b',
    "..",
  ]);
  return `${stem}.${extension}`;
}
