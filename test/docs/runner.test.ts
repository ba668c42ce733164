import { expect, test } from "vitest";
import { createDirectory } from "../helpers/directories.ts";
import { isAnswer } from "../helpers/docs/answers.ts";
import { listCommands } from "../helpers/docs/commands.ts";
import { listAnchors, listBlocks, listCodeSpans, listLinks } from "../helpers/docs/markdown.ts";
import { runPage } from "../helpers/docs/run-page.ts";
import { startTestServer } from "../helpers/server.ts";

/** What a page made of these lines is found to do otherwise than it says, in a shell of its own. */
async function findFaults(...lines: readonly string[]): Promise<string[]> {
  const { url } = await startTestServer();
  const setting = { port: Number(new URL(url).port), photos: createDirectory() };
  const faults = await runPage("page.md", setting, lines.join("\n"));
  return faults.map((fault) => fault.split("\n    ").slice(0, 2).join(" -> "));
}

const sh = (...lines: readonly string[]) => ["```sh", ...lines, "```"].join("\n");

test("commands share a shell, and each one that does not end as the page says is named", async () => {
  const page = sh(
    "WORD=kept",
    "false",
    "echo $WORD",
    '# {"not": "this"}',
    "exit_with() { return $1; }",
    "exit_with 3   # exit 3",
  );
  expect(await findFaults(page, "", sh("test $WORD = kept", "test $WORD = lost"))).toEqual([
    "page.md:3 false -> ended with 1 instead of 0",
    expect.stringMatching(/^page\.md:4 echo \$WORD -> does not print what the page shows:/),
    "page.md:12 test $WORD = lost -> ended with 1 instead of 0",
  ]);
});

test("an answer of 400 or more is a fault unless the page says so, and so is none at all", async () => {
  const url = "http://127.0.0.1:4090";
  const page = sh(
    `curl ${url}/livez`,
    '# {"status":"ok"}',
    `curl ${url}/__admin/nowhere   # 404: there is none`,
    `curl ${url}/__admin/nowhere`,
    `curl ${url}/livez   # 503`,
    "WORD=$(curl http://127.0.0.1:4191/livez | cat)",
  );
  expect(await findFaults(page)).toEqual([
    expect.stringMatching(/^page\.md:5 curl .* -> was answered with 404; say so by "# 404: why"/),
    expect.stringContaining("-> was answered with 200 instead of 503"),
    expect.stringContaining('-> was answered with 0; say so by "# 0: why"'),
  ]);
});

test("a program is compiled and run where it stands, and its mistakes are named by their line in the page", async () => {
  const mistake = [
    "```ts",
    'import { startServer } from "stuntface";',
    "const port: string = 1;",
    "```",
  ].join("\n");
  const program = [
    "```js",
    'import * as stuntface from "stuntface";',
    "console.log(Object.keys(stuntface).includes('startServer'));",
    "```",
  ].join("\n");
  const faults = await findFaults(mistake, program, "```text", "true", "```");
  expect(faults.filter((fault) => fault.includes("TS2322"))).toEqual([
    expect.stringMatching(/^page\.md:3 error TS2322: /),
  ]);
  expect(faults.filter((fault) => fault.includes("does not print"))).toEqual([]);
});

test("a file is written, and /tmp is a directory of the page's own", async () => {
  const file = ["```yaml", "# made/here.yaml", "outcome: real", "```"].join("\n");
  const name = "stuntface-docs-there.yaml";
  const page = sh(
    `cp made/here.yaml /tmp/${name}`,
    `test -e /tmp/${name}`,
    `test -e /tm[p]/${name}   # exit 1`,
  );
  expect(await findFaults(file, page)).toEqual([]);
});

test("commands reach over lines, and comments say how they end", () => {
  const [block] = listBlocks(
    "a.md",
    sh(
      "# first",
      "one \\",
      "  two",
      "cat <<END",
      "three",
      "END",
      "four '",
      "five'   # exit 2: why",
      "six # 404",
      '# {"a":1}',
      '# {"b":2}',
    ),
  );
  const commands = block ? listCommands(block, undefined) : [];
  expect(
    commands.map(({ line, text, exitCode, status, answer }) => [
      line,
      text.split("\n").length,
      exitCode,
      status,
      answer,
    ]),
  ).toEqual([
    [3, 2, 0, undefined, undefined],
    [5, 3, 0, undefined, undefined],
    [8, 2, 2, undefined, undefined],
    [10, 1, 0, 404, '{"a":1}\n{"b":2}'],
  ]);
});

test.each([
  ['{ "a": …, "b": [1] }', '{"a":{"c":2},"b":[ 1 ]}', true],
  ['{"a":…}', '{"b":1}', false],
  ["a  b\n…\nd", "a b\nc\nd\n", true],
  ["a.b", "axb", false],
  ["a", "ab", false],
])("%j shows %j: %s", (shown, printed, expected) => {
  expect(isAnswer(shown, printed)).toBe(expected);
});

test("code between backticks, links and anchors are found outside of blocks only", () => {
  const markdown = [
    "# A `b`: c!",
    "see [x](y.md#z) and `--flag",
    "on` but not `[p](q)`",
    "```text",
    "`no` [n](o)",
    "```",
    "## A `b`: c!",
  ].join("\n");
  expect(listCodeSpans(markdown).map(({ text, line }) => [text, line])).toEqual([
    ["b", 1],
    ["--flag on", 2],
    ["[p](q)", 3],
    ["b", 7],
  ]);
  expect(listLinks(markdown)).toEqual([{ text: "y.md#z", line: 2 }]);
  expect([...listAnchors(markdown)]).toEqual(["a-b-c", "a-b-c-1"]);
});
