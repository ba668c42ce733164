import { spawnSync } from "node:child_process";

/** Why an image cannot be run on this machine, as a sentence that says what it needs; undefined when it can. */
export function findObstacle(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "It needs Linux and root rights, for namespaces and other users; on Linux run it with sudo.";
  if (!["x64", "arm64"].includes(process.arch)) return "The image is made for x64 and arm64 only.";
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  if (header.glibcVersionRuntime === undefined)
    return "It needs a Linux with glibc, whose libraries it lends to the image.";
  const namespaces = [
    "--mount",
    "--pid",
    "--fork",
    "--propagation=private",
    "mount",
    "-t",
    "tmpfs",
    "tmpfs",
    "/mnt",
  ];
  const { status } = spawnSync("unshare", namespaces, { stdio: "ignore" });
  return status === 0
    ? undefined
    : "It needs unshare of util-linux 2.36 and the right to mount (CAP_SYS_ADMIN).";
}
