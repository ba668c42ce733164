/** A folder or file that appears at a path inside the root. */
export type Mount = { readonly source: string; readonly target: string; readonly isReadOnly: boolean };

/** How a program runs in a root of its own. */
export type Confinement = {
  readonly root: string;
  readonly workdir: string;
  /** `uid:gid`; supplementary groups are dropped. */
  readonly user: string;
  readonly isReadOnly: boolean;
  readonly mounts: readonly Mount[];
};

/** Devices that container engines give to every container. */
const devices = ["null", "zero", "full", "random", "urandom"];

/**
 * The command line that runs `argv` as the first process of its own mount and process namespaces, confined to the root.
 * It needs root rights, `unshare` of util-linux 2.36 and Linux.
 */
export function toConfined(
  { root, workdir, user, isReadOnly, mounts }: Confinement,
  argv: readonly string[],
): string[] {
  const [uid = "0", gid = uid] = user.split(":");
  const steps = [
    `mount --rbind ${quote(root)} ${quote(root)}`,
    `cd ${quote(root)}`,
    ...mounts.flatMap((mount) => toMountSteps(root, mount)),
    ...(isReadOnly ? [`mount -o remount,bind,ro ${quote(root)}`] : []),
    `mount -t proc proc ${quote(`${root}/proc`)}`,
    `mount -t tmpfs -o mode=755 tmpfs ${quote(`${root}/dev`)}`,
    ...devices.map(
      (name) =>
        `touch ${quote(`${root}/dev/${name}`)} && mount --bind /dev/${name} ${quote(`${root}/dev/${name}`)}`,
    ),
    "root=$1 workdir=$2 uid=$3 gid=$4",
    "shift 4",
    'exec unshare --root="$root" --wd="$workdir" --setuid="$uid" --setgid="$gid" -- "$@"',
  ];
  return [
    ...["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation=private"],
    ...["/bin/sh", "-euc", steps.join("\n"), "confine", root, workdir, uid, gid, ...argv],
  ];
}

function toMountSteps(root: string, { source, target, isReadOnly }: Mount): string[] {
  const place = quote(root + target);
  if (source === "tmpfs") return [`mount -t tmpfs -o mode=1777 tmpfs ${place}`];
  return [
    `mount --rbind ${quote(source)} ${place}`,
    ...(isReadOnly ? [`mount -o remount,bind,ro ${place}`] : []),
  ];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
