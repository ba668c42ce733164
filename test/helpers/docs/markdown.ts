/** A fenced block of a page. */
export type Block = {
  readonly page: string;
  /** The word after the fence; without one it is text. */
  readonly language: string;
  readonly text: string;
  /** Number of its first line of content, from 1. */
  readonly line: number;
  /** The block directly above, with nothing but empty lines between. */
  readonly above: Block | undefined;
};

/** A piece of a page's text and the number of its line, from 1. */
export type Place = { readonly text: string; readonly line: number };

const fence = /^(?<indent> *)```(?<language>[\w-]*).*\n(?<text>(?:.*\n)*?)\k<indent>```$/gm;

const span = /(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/gs;

/** The fenced blocks of a page, in order. */
export function listBlocks(page: string, markdown: string): Block[] {
  const blocks: Block[] = [];
  let end = 0;
  for (const match of markdown.matchAll(fence)) {
    const { indent = "", language = "", text = "" } = match.groups ?? {};
    const isNext = /^\s*$/.test(markdown.slice(end, match.index)) && blocks.length > 0;
    blocks.push({
      page,
      language: language || "text",
      text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
      line: toLine(markdown, match.index) + 1,
      above: isNext ? blocks.at(-1) : undefined,
    });
    end = match.index + match[0].length;
  }
  return blocks;
}

/** What stands between backticks in the page's text, blocks left out. */
export function listCodeSpans(markdown: string): Place[] {
  const prose = blankBlocks(markdown);
  return [...prose.matchAll(span)].map((match) => ({
    text: (match[2] ?? "").replaceAll(/\s+/g, " "),
    line: toLine(prose, match.index),
  }));
}

/** The targets of the page's links. */
export function listLinks(markdown: string): Place[] {
  const prose = blankBlocks(markdown).replaceAll(span, (code) => code.replaceAll(/[^\n]/g, "x"));
  return [...prose.matchAll(/\]\((?<target>[^)\s]+)\)/g)].map((match) => ({
    text: match.groups?.target ?? "",
    line: toLine(prose, match.index),
  }));
}

/** The anchors of the page's headings, as GitHub makes them. */
export function listAnchors(markdown: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = [...blankBlocks(markdown).matchAll(/^#{1,6} +(.+?) *$/gm)];
  return new Set(
    headings.map(([, heading = ""]) => {
      const words = heading.toLowerCase().replaceAll(/\]\([^)]*\)/g, "");
      const anchor = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
      const count = seen.get(anchor) ?? 0;
      seen.set(anchor, count + 1);
      return count === 0 ? anchor : `${anchor}-${count}`;
    }),
  );
}

/** The page with its blocks empty, so that line numbers stay. */
function blankBlocks(markdown: string): string {
  return markdown.replaceAll(fence, (block) => block.replaceAll(/[^\n]/g, ""));
}

function toLine(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
