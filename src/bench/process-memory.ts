import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

const bytesPerKibibyte = 1024;

/** Resident bytes of a process and all that it started, together; undefined where the system has no `ps`. */
export async function measureResidentBytes(pid: number): Promise<number | undefined> {
  try {
    const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,rss="]);
    return sumOfTree(stdout, pid);
  } catch {
    return undefined;
  }
}

/** Sum over the process `root` and its descendants in lines of process, parent and resident kibibytes. */
export function sumOfTree(lines: string, root: number): number {
  const rows = lines
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const tree = new Set([root]);
  // A child may stand before its parent, so one pass is not enough.
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const [pid = 0, parent = 0] of rows) if (tree.has(parent)) tree.add(pid);
  }
  return rows.reduce(
    (sum, [pid = 0, , kibibytes = 0]) => sum + (tree.has(pid) ? kibibytes * bytesPerKibibyte : 0),
    0,
  );
}
