import { escapeHtml } from "../../../http/escape-html.ts";
import type { WireResponse } from "../../provider.ts";

/** What a page shows; all of it is text. */
export type Page = {
  readonly status: number;
  readonly title: string;
  readonly lines: readonly string[];
  /** Whether there are buttons to confirm and to cancel. */
  readonly isPayable?: boolean;
  /** Where a link leads, none when null. */
  readonly link?: string | null;
};

/** A page without scripts and without anything from elsewhere. */
export function renderPage({ status, title, lines, isPayable = false, link = null }: Page): WireResponse {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>body{font:16px/1.5 sans-serif;max-width:32em;margin:4em auto;padding:0 1em}button{font:inherit;padding:.4em 1.2em;margin-right:.6em}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("\n")}
${isPayable ? buttons : ""}${link === null ? "" : `<p><a href="${escapeHtml(link)}">Go on</a></p>`}
</body>
</html>
`;
  return { status, body: undefined, headers, raw: Buffer.from(html) };
}

// The action is in the address, so that a form, curl and a test send it alike, with no body at all.
const buttons = `<form method="post">
<button formaction="?action=confirm">Confirm</button>
<button formaction="?action=cancel">Cancel</button>
</form>
`;

const headers = {
  "content-type": "text/html; charset=utf-8",
  // No form-action: browsers hold it against the redirect that follows the form, too.
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  vary: "accept",
};
