import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyInto } from "../../../src/container/copy.ts";
import { createDirectory } from "../../helpers/directories.ts";

const files = { "package.json": "{}", "src/a.js": "a", "src/room/b.js": "b", "secret.txt": "s" };
const isIncluded = (path: string) => path !== "secret.txt";

test("a folder is copied by its contents, files go into a folder, one file may get another name", () => {
  const [folder, root] = [createDirectory(files), createDirectory()];
  const source = { folder, isIncluded };
  copyInto(root, "/app", source, ["src"], "/lib");
  copyInto(root, "/app", source, ["package.json"], "./");
  copyInto(root, "/app", source, ["package.json", "src/a.js"], "./two/");
  copyInto(root, "/app", source, ["src/a.js"], "/bin/program");
  for (const path of ["lib/a.js", "lib/room/b.js", "app/package.json", "app/two/a.js", "bin/program"])
    expect(existsSync(join(root, path)), path).toBe(true);
  expect(readFileSync(join(root, "bin/program"), "utf8")).toBe("a");
});

test("what .dockerignore leaves out is not copied, and refused when it is named", () => {
  const [folder, root] = [createDirectory(files), createDirectory()];
  copyInto(root, "/", { folder, isIncluded }, ["."], ".");
  expect(existsSync(join(root, "src/room/b.js"))).toBe(true);
  expect(existsSync(join(root, "secret.txt"))).toBe(false);
  expect(() => copyInto(root, "/", { folder, isIncluded }, ["secret.txt"], "/")).toThrow(/dockerignore/);
});

test("modes of folders are kept, but not that of a folder which is there already", () => {
  const [folder, root] = [createDirectory({ "mounts/data/.keep": "" }), createDirectory()];
  chmodSync(join(folder, "mounts/data"), 0o1777);
  const before = statSync(root).mode;
  copyInto(root, "/", { folder, isIncluded }, ["/mounts"], "/");
  expect(statSync(join(root, "data")).mode & 0o7777).toBe(0o1777);
  expect(statSync(root).mode).toBe(before);
});
