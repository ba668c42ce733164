/** Queries that no endpoint knows. */
export const queries = [
  "a=b",
  "a=1&a=2",
  "%",
  "%00",
  "user_image=x",
  "__proto__=1",
  "a[b]=c",
  "=".repeat(50),
  "?".repeat(9),
  "q=%C3%BC",
];
/** Paths of no endpoint. */
export const unknownPaths = [
  "/",
  "/v3/",
  "/v3/nothing/",
  "/v4/passive-liveness/",
  "/v3/passive-liveness/x",
  "/favicon.ico",
  "/V3/passive-liveness/",
];
/** Paths that are hard to decode, or long. */
export const hardPaths = [
  "/%",
  "/%zz",
  "/%00",
  "/%c0%af",
  "/\xff",
  "/..",
  "/./v3/../",
  "//",
  "/a%2Fb",
  "/;x",
  `/${"p".repeat(5_000)}`,
  `/${"a/".repeat(900)}`,
];
/** Names that no space can have. */
export const badSpaces = ["a%20b", "ü", "%00", "a".repeat(65), "~", "a:b", "%2F", "*"].map((id) =>
  encodeOdd(id),
);
/** What is no token of anybody. */
export const badTokens = [
  "",
  "Bearer",
  "Bearer ",
  "Bearer x",
  "Bearer a.b.c",
  "bearer x",
  "Basic eDp5",
  "Bearer x y",
  `Bearer ${"e".repeat(5_000)}`,
  "\xff",
];
/** Headers that are none, or that ask for what is not done. */
export const badHeaders: readonly (readonly [string, string])[] = [
  ["no name", "x"],
  ["", "x"],
  ["X-Nul", "a\0b"],
  ["X-Fold", "a\r\n b"],
  ["X-Split", "a\r\nContent-Length: 3"],
  ["Upgrade", "websocket"],
  ["Connection", "upgrade, close, x"],
  ["Transfer-Encoding", "gzip"],
  ["Content-Encoding", "gzip"],
  ["Expect", "something"],
  ["Trailer", "X"],
];

function encodeOdd(text: string): string {
  return Buffer.from(text).toString("latin1");
}
