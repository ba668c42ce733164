import { describeKind } from "../../../src/documents/validate.ts";
import { toOptionNames } from "../../../src/load-options.ts";
import { listOptions, type OptionLeaf } from "../../../src/option-leaves.ts";

/** The tables of the page on configuration and the options in each; the first that fits takes an option, the last ones take what is new. */
const groups: readonly (readonly [title: string, paths: RegExp])[] = [
  ["Server", /^(host|port|log|diagnostics|bodyTimeoutMs)$/],
  ["TLS", /^tls/],
  ["Scenarios and repeatable runs", /^(scenarios|strict|seed|now)$/],
  ["State and spaces", /^(data|blocklist|maxSpaces|spaceIdleSeconds|keepImages)$/],
  ["Webhooks", /^webhook\./],
  ["Admin surface", /^admin\./],
  ["Engine", /^engine/],
  ["Didit: contract, keys and limits", /^didit\.(contract|keys|max.*|rate.*|.*Per(Minute|Hour))$/],
  ["Didit: credits", /^didit\.(credits|accountCredits|prices\.\w+)$/],
  ["Didit: duplicates, blocklist and face search", /^didit\.(enrolment|.*Similarity(Threshold)?)$/],
  ["Didit: thresholds", /^didit\.(\w*Thresholds?|faceQualityWarnings|multiple\w+)$/],
  ["Didit: what a warning does", /^didit\.actions\./],
  ["Apptenticate: users and tokens", /^apptenticate\.(users|contracted|\w*[tT]oken\w*)$/],
  ["Apptenticate: answers", /^apptenticate\.(maxFileBytes|envelope|language|rejectionStatus)$/],
  ["Apptenticate: what a photo must fulfil", /^apptenticate\./],
  ["Didit: others", /^didit\./],
  ["Others", /^/],
];

const start = "<!-- The tables are made from src/options.ts by `npm run docs`. -->";
const end = "<!-- End of the tables. -->";

/** The page with fresh tables between its two marks; throws when it has none. */
export function renewTables(page: string): string {
  const [before, rest] = page.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error("the marks of the tables are gone");
  return `${before}${start}\n\n${createTables()}\n${end}${after}`;
}

function createTables(): string {
  const leaves = listOptions();
  const toGroup = ({ path }: OptionLeaf) => groups.findIndex(([, paths]) => paths.test(path.join(".")));
  const tables = groups.map(([title], index) => {
    const rows = leaves.filter((leaf) => toGroup(leaf) === index).map(toRow);
    if (rows.length === 0) return "";
    return `### ${title}\n\n| flag, variable | file, code | takes | default | |\n|---|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return tables.filter(Boolean).join("\n");
}

function toRow(leaf: OptionLeaf): string {
  const { flag, variable, key } = toOptionNames(leaf);
  const { alias, description = "" } = leaf.schema;
  const flags = [flag, ...(alias === undefined ? [] : [alias])].map((name) => code(`--${name}`)).join(", ");
  const inCode = leaf.path.join(".");
  const cells = [
    `${flags}<br>${code(variable)}`,
    key === inCode ? code(key) : `${code(key)}<br>${code(inCode)}`,
    toWords(leaf),
    toDefault(leaf.schema.default),
    description,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function toWords({ schema }: OptionLeaf): string {
  if (schema.enum) return schema.enum.map(code).join(" ");
  if (schema.type !== "array" || !("items" in schema)) return describeKind(schema).replace(/^null or /, "");
  return `a list; each ${describeKind(schema.items as OptionLeaf["schema"])}`;
}

function toDefault(value: unknown): string {
  const isNone = value === null || (Array.isArray(value) && value.length === 0);
  return isNone ? "none" : code(Array.isArray(value) ? value.join(",") : value);
}

function code(text: unknown): string {
  return `\`${text}\``;
}
