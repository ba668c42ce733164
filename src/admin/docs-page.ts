import { escapeHtml } from "../http/escape-html.ts";

/** What the page shows. */
export type DocsPage = {
  /** Before every path: empty, or such as `/~ci-7`. */
  readonly prefix: string;
  readonly space: string;
  /** Name of the document that is shown. */
  readonly shown: string;
  readonly documents: readonly {
    readonly name: string;
    readonly title: string;
    readonly isServed: boolean;
  }[];
};

/** Nothing comes from elsewhere, and calls that are tried out go nowhere else. */
export const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The page for people, as HTML. */
export function renderDocsPage({ prefix, space, shown, documents }: DocsPage): string {
  const links = documents.map(({ name, title, isServed }) => {
    const current = name === shown ? ' aria-current="page"' : "";
    const note = isServed ? "" : " (not served here)";
    const url = `${prefix}/__admin/docs?document=${encodeURIComponent(name)}`;
    return `<a href="${escapeHtml(url)}"${current}>${escapeHtml(title)}${note}</a>`;
  });
  const document = escapeHtml(`${prefix}/__admin/openapi/${shown}.json`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stuntface API</title>
<style>
body { margin: 0; display: flex; flex-direction: column; height: 100vh; font: 15px/1.5 sans-serif; }
nav { display: flex; flex-wrap: wrap; gap: 1.2em; padding: 0.6em 1em; background: #222; color: #ccc; }
nav a { color: #8cf; }
nav a[aria-current] { color: #fff; font-weight: bold; text-decoration: none; }
nav .space { margin-left: auto; }
openapi-explorer { flex: 1; min-height: 0; width: 100%; }
</style>
<script src="${escapeHtml(prefix)}/__admin/docs/explorer.js" defer></script>
</head>
<body>
<nav>
${links.join("\n")}
<a href="${document}">JSON</a>
<span class="space">Space: ${escapeHtml(space)}</span>
</nav>
<openapi-explorer spec-url="${document}" hide-server-selection="true"></openapi-explorer>
</body>
</html>
`;
}
