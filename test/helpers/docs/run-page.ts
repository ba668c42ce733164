import { toPackagePath } from "../../../src/package-root.ts";
import { isAnswer } from "./answers.ts";
import { type Command, listCommands } from "./commands.ts";
import { findException, programsRunElsewhere, standIns } from "./exceptions.ts";
import { type Block, listBlocks } from "./markdown.ts";
import { readPage, toPlace } from "./pages.ts";
import { codeLanguages, compilePrograms, type Program, toRunner } from "./programs.ts";
import { type Ended, runSession } from "./session.ts";
import { addPhotos, createWorkplace, findFreePorts } from "./workplace.ts";

/** The server and the photos for pages that start and make none. */
export type Setting = { readonly port: number; readonly photos: string };

/** Runs what a page shows to type in and compiles the programs it shows; the result names everything that was not as the page says. */
export async function runPage(page: string, setting: Setting, written = readPage(page)): Promise<string[]> {
  const directory = createWorkplace();
  if (!written.includes('toFile("/tmp/')) addPhotos(directory, setting.photos);
  const { text, port } = await relocate(written, directory, setting.port);
  const blocks = listBlocks(page, text);
  const code = blocks.filter(({ language }) => codeLanguages.includes(language));
  const { programs, mistakes } = await compilePrograms(code, directory);
  const commands = blocks.flatMap((block, index) => toCommands(block, blocks[index + 1], programs));
  const ended = await runSession(
    commands.map(({ text }) => toRun(text)),
    { directory, port },
  );
  return [...mistakes, ...commands.flatMap((command, index) => findFaults(command, ended[index]))];
}

const startsServer = /^(npm ci && )?(npm start|npx stuntface( serve| -|$))/m;
const ports = /(?<=(127\.0\.0\.1|localhost):|--port[ =]|_PORT=)[1-9]\d{3,4}\b/g;

/** The page with ports that are free and with a directory of its own for `/tmp`; `port` is what became of 4090. */
async function relocate(
  written: string,
  directory: string,
  shared: number,
): Promise<{ text: string; port: number }> {
  const named = [...new Set(["4090", ...(written.match(ports) ?? [])])];
  const [own = 0, ...others] = await findFreePorts(named.length);
  const port = startsServer.test(written) ? own : shared;
  const moved = new Map(named.map((name, index) => [name, index === 0 ? port : (others[index - 1] ?? 0)]));
  const text = written
    .replaceAll(ports, (name) => String(moved.get(name) ?? name))
    .replaceAll(/(?<![\w/])\/tmp(?=\/)/g, `${directory}/tmp`);
  return { text, port };
}

/** What of a block is run. A program runs where it stands; a file whose name is its first line is written. */
function toCommands(block: Block, below: Block | undefined, programs: readonly Program[]): Command[] {
  const { page, line, text } = block;
  const whole = { page, line, status: undefined, exitCode: 0, answer: undefined };
  if (block.language === "sh")
    return listCommands(block, below).filter((command) => !findException(command.text));
  const file = /^# (?<file>[\w./-]+\.ya?ml)\n/.exec(text)?.groups?.file;
  if (block.language === "yaml" && file !== undefined)
    return [
      { ...whole, text: `mkdir -p "$(dirname ${file})"\ncat >${file} <<'END_OF_FILE'\n${text}END_OF_FILE` },
    ];
  const program = programs.find((candidate) => candidate.block === block);
  const runner = toRunner(block);
  if (!program || !runner || programsRunElsewhere.has(page)) return [];
  const answer = below?.above === block && ["json", "text"].includes(below.language) ? below.text : undefined;
  return [{ ...whole, text: `${runners[runner]} ${program.compiled}`, answer }];
}

/** How programs are run; Vitest by itself would take the configuration of the clone. */
const runners = {
  node: "node",
  vitest: `node ${toPackagePath("node_modules/vitest/vitest.mjs")} run --root . --config vitest.config.mjs`,
};

function toRun(text: string): string {
  return standIns.reduce((command, { written, run }) => command.replace(written, run), text);
}

function findFaults(command: Command, ended: Ended | undefined): string[] {
  const faults = listFaults(command, ended);
  if (faults.length === 0) return [];
  const seen = [ended?.stdout, ended?.stderr].map((text) => (text ?? "").slice(0, 1500).trim());
  return [[`${toPlace(command)} ${command.text}`, ...faults, ...seen.filter(Boolean)].join("\n    ")];
}

function listFaults({ status, exitCode, answer }: Command, ended: Ended | undefined): string[] {
  if (ended?.code === undefined) return ["was not reached, or did not end"];
  const { code, statuses, stdout, stderr } = ended;
  const last = statuses.at(-1);
  const other = statuses.slice(0, status === undefined ? undefined : -1);
  // 0 is no answer at all, which only an exit code that is expected excuses.
  const refused = other.filter((seen) => seen >= 400 || (seen === 0 && exitCode === 0));
  return [
    ...(code === exitCode ? [] : [`ended with ${code} instead of ${exitCode}`]),
    ...(status === undefined || status === last ? [] : [`was answered with ${last} instead of ${status}`]),
    ...refused.map(
      (seen) => `was answered with ${seen}; say so by "# ${seen}: why" behind it if it should be`,
    ),
    ...(answer === undefined || isAnswer(answer, stdout) || isAnswer(answer, stdout + stderr)
      ? []
      : [`does not print what the page shows:\n${answer}`]),
  ];
}
