import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

const bytesPerKibibyte = 1024;

/** Resident bytes of a process and all that it started, together; undefined where the system has no `ps`. */
export async function measureResidentBytes(pid: number): Promise<number | undefined> {
  const lines = await listProcesses();
  return lines === undefined ? undefined : sumOfTree(lines, pid);
}

/** Resident megabytes (10^6 bytes) of a process, and of all that it started. */
export type SplitMemory = { readonly ownMB: number; readonly childrenMB: number };

/** Resident memory of a living process apart from that of what it started; undefined where it cannot be read. */
export async function measureSplitMemory(pid: number): Promise<SplitMemory | undefined> {
  const lines = await listProcesses();
  return lines === undefined ? undefined : splitTree(lines, pid);
}

/** Ids of the processes that a process started and that live; undefined where the system has no `ps`. */
export async function listChildren(pid: number): Promise<readonly number[] | undefined> {
  const lines = await listProcesses();
  // `ps` itself is a child of this process, not of the one that is asked about.
  return lines === undefined
    ? undefined
    : readRows(lines).flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
}

/** Megabytes of 10^6 bytes. */
export function toMegabytes(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : bytes / 1e6;
}

async function listProcesses(): Promise<string | undefined> {
  try {
    return (await run("ps", ["-A", "-o", "pid=,ppid=,rss="])).stdout;
  } catch {
    return undefined;
  }
}

/** The process `root` and its descendants in lines of process, parent and resident kibibytes; undefined without `root`. */
export function splitTree(lines: string, root: number): SplitMemory | undefined {
  const own = readRows(lines).find(([pid]) => pid === root)?.[2];
  if (own === undefined) return undefined;
  const ownBytes = own * bytesPerKibibyte;
  return { ownMB: ownBytes / 1e6, childrenMB: (sumOfTree(lines, root) - ownBytes) / 1e6 };
}

/** Sum over the process `root` and its descendants in lines of process, parent and resident kibibytes. */
export function sumOfTree(lines: string, root: number): number {
  const rows = readRows(lines);
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

function readRows(lines: string): number[][] {
  return lines
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
}
