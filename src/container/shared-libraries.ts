import { spawnSync } from "node:child_process";
import { closeSync, lstatSync, openSync, readSync } from "node:fs";
import { basename, join } from "node:path";
import { listFiles } from "../build/list-files.ts";

/** A library of the system that a file in the image is linked against. */
export type NeededLibrary = {
  readonly name: string;
  /** Where this machine has it; undefined when it has not. */
  readonly path: string | undefined;
  /** The file that needs it, relative to the image's root. */
  readonly neededBy: string;
};

// The packages libc6, libgcc-s1, libstdc++6 and libgomp1, which gcr.io/distroless/cc-debian12 consists of, as far as programs link them.
const inDistroless =
  /^(ld-linux[\w-]*\.so\.\d|lib(c|m|dl|rt|pthread|resolv|util|anl|nsl|mvec|BrokenLocale|nss_\w+)\.so\.\d|libgcc_s\.so\.1|libstdc\+\+\.so\.6|libgomp\.so\.1)$/;

/** Whether the base image brings a library. */
export function isInDistroless(name: string): boolean {
  return inDistroless.test(name);
}

/** What the native files below `root` need of the system, as the loader of this machine resolves it. */
export function listNeededLibraries(root: string): NeededLibrary[] {
  const own = listFiles(root).filter((file) => isNative(join(root, file)));
  const ownNames = new Set(own.map((file) => basename(file)));
  return own.flatMap((file) => {
    const { stdout } = spawnSync("ldd", [join(root, file)], { encoding: "utf8" });
    return parseLdd(stdout)
      .filter(({ name }) => !ownNames.has(name))
      .map((library) => ({ ...library, neededBy: file }));
  });
}

/** The lines of `ldd`: `libm.so.6 => /lib/libm.so.6 (0x1)`, `libx.so.1 => not found`, `/lib64/ld-linux.so.2 (0x1)`. */
export function parseLdd(text: string): { readonly name: string; readonly path: string | undefined }[] {
  return text.split("\n").flatMap((line) => {
    const match = /^\s*(\S+)(?: => (not found|\S+))?(?: \(0x[0-9a-f]+\))?\s*$/.exec(line);
    const [, first = "", second] = match ?? [];
    // linux-vdso is in the kernel, not in a file.
    if (!/\.so(\.|$)/.test(first) || first.startsWith("linux-vdso")) return [];
    const path = second ?? (first.startsWith("/") ? first : undefined);
    return [{ name: basename(first), path: path === "not found" ? undefined : path }];
  });
}

function isNative(path: string): boolean {
  if (!lstatSync(path).isFile()) return false;
  const start = Buffer.alloc(4);
  const file = openSync(path, "r");
  readSync(file, start);
  closeSync(file);
  return start.toString("latin1") === "\x7fELF";
}
