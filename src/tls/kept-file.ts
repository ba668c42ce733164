import { randomBytes } from "node:crypto";
import { constants, copyFile, link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { TlsError } from "./tls-error.ts";

/** Who may read a file: everybody, or its owner only. */
export type Secrecy = "public" | "private";

/** The text of a file, undefined when there is none; throws TlsError when it cannot be read. */
export async function readKept(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    const hint =
      code === "EACCES"
        ? " It belongs to another user: run the server as that one, or let it read the file."
        : "";
    throw new TlsError(`cannot read ${file}: ${message}.${hint}`);
  }
}

/** Writes a file that does not exist yet, whole or not at all; returns what it holds then, which is another's text when that one was first. */
export async function createKept(file: string, text: string, secrecy: Secrecy): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await withDraft(file, text, secrecy, async (draft) => {
    try {
      await link(draft, file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") return;
      // Some file systems of containers and sticks have no links.
      if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS") throw error;
      await copyFile(draft, file, constants.COPYFILE_EXCL).catch(ignoreExisting);
    }
  });
  return readFile(file, "utf8");
}

/** Replaces a file at one moment. */
export async function replaceKept(file: string, text: string, secrecy: Secrecy): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await withDraft(file, text, secrecy, (draft) => rename(draft, file));
}

/** Whether an error says that nothing may be written there, as on a read-only mount. */
export function isUnwritable(error: unknown): boolean {
  return ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"].includes(
    (error as NodeJS.ErrnoException).code ?? "",
  );
}

async function withDraft(
  file: string,
  text: string,
  secrecy: Secrecy,
  use: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}`);
  try {
    await writeFile(draft, text, { flag: "wx", mode: secrecy === "private" ? 0o600 : 0o644 });
    await use(draft);
  } finally {
    await rm(draft, { force: true });
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
