import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadFolder } from "../../../src/eval/load-folder.ts";
import { UsageError } from "../../../src/usage.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "stuntface-eval-"));
});

afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, text = ""): Promise<void> {
  await mkdir(join(folder, path, ".."), { recursive: true });
  await writeFile(join(folder, path), text);
}

test("pictures and pairs are found below the folder, hidden and other files are not", async () => {
  for (const path of ["b.JPG", "set/a.webp", "set/c.png", ".hidden/a.jpg", "notes.txt"]) await write(path);
  await write(
    "set/pairs.csv",
    "file_x,file_y,Decision\na.webp,c.png,Yes\nc.png,a.webp,Yes\na.webp,x.png,No\n",
  );
  await write("ages.csv", "file,age\nb.JPG,30\n");
  expect(await loadFolder(folder)).toEqual({
    folder,
    photos: ["b.JPG", "set/a.webp", "set/c.png"],
    pairs: [{ probe: "set/a.webp", reference: "set/c.png", isSame: true }],
    unusableRows: 1,
  });
});

test("a folder without pictures is refused", async () => {
  await write("notes.txt");
  await expect(loadFolder(folder)).rejects.toThrow(/there is no picture .* in .*stuntface-eval-/);
});

test("a missing folder and a file are refused as mistakes of the user", async () => {
  await write("a.jpg");
  await expect(loadFolder(join(folder, "gone"))).rejects.toThrow(UsageError);
  await expect(loadFolder(join(folder, "a.jpg"))).rejects.toThrow(/is no folder/);
});
