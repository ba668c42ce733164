import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";
import { listAnchors, listLinks } from "../helpers/docs/markdown.ts";
import { listPages, readPage, toPlace } from "../helpers/docs/pages.ts";

/** Pages whose links are followed; some of them hold no command. */
const pages = [...listPages(), "FIDELITY.md", "CHANGELOG.md", "decisions/README.md"];

test("every relative link leads to a file, and its anchor to a heading", () => {
  const links = pages.flatMap((page) => listLinks(readPage(page)).map((link) => ({ ...link, page })));
  const relative = links.filter(({ text }) => !/^[a-z]+:/.test(text));
  const broken = relative.filter(({ page, text }) => {
    const [path = "", anchor] = text.split("#");
    const target = path === "" ? page : normalize(join(dirname(page), path));
    if (!existsSync(toPackagePath(target))) return true;
    return anchor !== undefined && !listAnchors(readPage(target)).has(anchor);
  });
  expect(relative.length).toBeGreaterThan(15);
  expect(broken.map((link) => `${toPlace(link)} ${link.text}`)).toEqual([]);
});

test("every page below docs/ is linked from the README or from a page that is", () => {
  const seen = new Set(["README.md"]);
  for (const page of seen) {
    if (!page.endsWith(".md") || !existsSync(toPackagePath(page))) continue;
    const targets = listLinks(readPage(page)).filter(({ text }) => !/^([a-z]+:|#)/.test(text));
    for (const { text } of targets) seen.add(normalize(join(dirname(page), text.split("#")[0] ?? "")));
  }
  expect(listPages().filter((page) => !seen.has(page))).toEqual([]);
});
