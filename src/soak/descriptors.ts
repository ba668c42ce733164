import { readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const pollMs = 200;

/** Open file descriptors of a process, its sockets among them; undefined where the system has no /proc. */
export async function countDescriptors(pid: number): Promise<number | undefined> {
  try {
    return (await readdir(`/proc/${pid}/fd`)).length;
  } catch {
    return undefined;
  }
}

/** Waits until a process has no more than `wanted` descriptors, at most `timeoutMs`; returns how many it has then. */
export async function waitForDescriptors(
  pid: number,
  wanted: number,
  timeoutMs: number,
): Promise<number | undefined> {
  const end = Date.now() + timeoutMs;
  let count = await countDescriptors(pid);
  while (count !== undefined && count > wanted && Date.now() < end) {
    await sleep(pollMs);
    count = await countDescriptors(pid);
  }
  return count;
}
