import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toPackagePath } from "../../../src/package-root.ts";

/** What a command did. */
export type Ended = {
  /** Undefined when the session ended before it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Statuses of the answers that its curls got, in order. */
  readonly statuses: readonly number[];
};

/** Where a session runs, and the port that its servers and clients take when none is named. */
export type Workplace = { readonly directory: string; readonly port: number };

/**
 * Runs commands one after the other in one bash, so that variables and servers live on. A server that a command starts is awaited, and ended
 * when another is started or the session ends. Nothing of this process's settings is handed on.
 */
export async function runSession(
  commands: readonly string[],
  { directory, port }: Workplace,
  timeoutMs = 100_000,
): Promise<Ended[]> {
  const notes = join(directory, ".session");
  mkdirSync(notes, { recursive: true });
  const script = join(notes, "script.sh");
  const steps = commands.map(
    (command, index) =>
      `{\n${command}\n} >"${notes}/${index}.out" 2>"${notes}/${index}.err" </dev/null\necho $? >"${notes}/${index}.code"`,
  );
  writeFileSync(script, [toPrelude(notes), ...steps, "end_server", ""].join("\n"));
  const { PATH = "", HOME = "", npm_config_cache = "" } = process.env;
  const child = spawn("bash", [script], {
    cwd: directory,
    env: { PATH, HOME, npm_config_cache, LC_ALL: "C.UTF-8", ...settings, STUNTFACE_PORT: String(port) },
    stdio: ["ignore", "ignore", "inherit"],
    // A group of its own, so that nothing it started can outlive it.
    detached: true,
  });
  const killGroup = () => {
    try {
      process.kill(-(child.pid ?? 0), "SIGKILL");
    } catch {
      // All have ended.
    }
  };
  const timer = setTimeout(killGroup, timeoutMs);
  await once(child, "close");
  clearTimeout(timer);
  killGroup();
  return commands.map((_, index) => readEnd(join(notes, String(index))));
}

function readEnd(path: string): Ended {
  const read = (kind: string) =>
    existsSync(`${path}.${kind}`) ? readFileSync(`${path}.${kind}`, "utf8") : "";
  const stderr = read("err");
  return {
    code: existsSync(`${path}.code`) ? Number(read("code")) : undefined,
    stdout: read("out"),
    stderr: stderr.replaceAll(statusMark, ""),
    statuses: [...stderr.matchAll(statusMark)].map(([, status]) => Number(status)),
  };
}

// Most servers are started to show something else than what photos get.
const settings = { STUNTFACE_ENGINE_LOAD: "first-photo" };

const statusMark = /\{\{(\d{3})\}\}/g;

/** `npx stuntface` without the half second that npx takes to find it, servers in the background, and curls that tell their status. */
function toPrelude(notes: string): string {
  return `server=
end_server() {
  [ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null
  server=
}
start_server() {
  end_server
  rm -f "${notes}/server.log"
  node "${toPackagePath("bin/stuntface.js")}" "$@" >"${notes}/server.log" 2>&1 &
  server=$!
  until grep -qsE '^Ready\\.$|"event":"ready"' "${notes}/server.log"; do
    if ! kill -0 "$server" 2>/dev/null; then
      wait "$server"
      local code=$?
      server=
      cat "${notes}/server.log" >&2
      return $code
    fi
    sleep 0.05
  done
  cat "${notes}/server.log"
}
stuntface() {
  case "\${1:-serve} $*" in
    *--help* | *--version*) node "${toPackagePath("bin/stuntface.js")}" "$@" ;;
    serve* | -*) start_server "$@" ;;
    *) node "${toPackagePath("bin/stuntface.js")}" "$@" ;;
  esac
}
npm() {
  [ "$1" = start ] || { command npm "$@"; return; }
  shift
  [ "$1" != -- ] || shift
  start_server serve "$@"
}
npx() {
  [ "$1" = stuntface ] || { command npx "$@"; return; }
  shift
  stuntface "$@"
}
curl() {
  command curl --silent --show-error --max-time 20 --write-out '%{stderr}{{%{http_code}}}' "$@"
}`;
}
