import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Mount } from "./namespaces.ts";

/** The Node version in the tag of an official Node image; undefined for other images. */
export function toNodeVersion(image: string): string | undefined {
  return /^node:(\d+\.\d+\.\d+)-/.exec(image)?.[1];
}

/** Lays out of an official Node image what is copied from it: the program and its licence. */
export function layNodeImage(root: string, node: string): void {
  mkdirSync(join(root, "usr/local/bin"), { recursive: true });
  copyFileSync(join(node, "bin/node"), join(root, "usr/local/bin/node"));
  copyFileSync(join(node, "LICENSE"), join(root, "usr/local/LICENSE"));
}

const hostFolders = ["usr", "bin", "sbin", "lib", "lib64", "etc"];

/** Lends a stage this machine's tools in the place of the image's, with the image's Node before them, and npm's cache. */
export function lendTools(root: string, node: string, npmCache: string): Mount[] {
  const mounts: Mount[] = [];
  for (const name of hostFolders) {
    const host = `/${name}`;
    if (!existsSync(host)) continue;
    const place = join(root, name);
    if (lstatSync(host).isSymbolicLink()) {
      if (!lstatSync(place, { throwIfNoEntry: false })) symlinkSync(readlinkSync(host), place);
    } else {
      mkdirSync(place, { recursive: true });
      mounts.push({ source: host, target: host, isReadOnly: true });
    }
  }
  for (const name of ["proc", "dev", "tmp", "root/.npm"]) mkdirSync(join(root, name), { recursive: true });
  return [
    ...mounts,
    { source: join(node, "bin"), target: "/usr/local/bin", isReadOnly: true },
    { source: npmCache, target: "/root/.npm", isReadOnly: false },
  ];
}

const users = `root:x:0:0:root:/root:/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
`;
const groups = "root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n";

/** Lays out gcr.io/distroless/cc-debian12 but for its libraries: users, certificates, empty folders, no program at all. */
export function layDistroless(root: string): void {
  for (const name of ["etc/ssl/certs", "proc", "dev", "sys", "tmp", "root", "home/nonroot"])
    mkdirSync(join(root, name), { recursive: true });
  writeFileSync(join(root, "etc/passwd"), users);
  writeFileSync(join(root, "etc/group"), groups);
  writeFileSync(join(root, "etc/nsswitch.conf"), "hosts: files dns\n");
  const certificates = "/etc/ssl/certs/ca-certificates.crt";
  if (existsSync(certificates)) copyFileSync(certificates, join(root, certificates));
  chmodSync(join(root, "tmp"), 0o1777);
  chmodSync(join(root, "home/nonroot"), 0o700);
  chownSync(join(root, "home/nonroot"), 65_532, 65_532);
}

/** Copies libraries of this machine to the same places in the root. */
export function layLibraries(root: string, paths: Iterable<string>): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    copyFileSync(path, join(root, path));
  }
}
