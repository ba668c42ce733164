import sharp from "sharp";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { toSha256 } from "../helpers/app.ts";
import { runCli } from "../helpers/cli.ts";
import { loadDemoPhoto } from "../helpers/demo-photos.ts";
import { createDirectory } from "../helpers/directories.ts";

const photo = await loadDemoPhoto(1);
const smaller = await sharp(photo).resize({ width: 640 }).webp().toBuffer();

test("a photo is printed as lines of a scenario", async () => {
  const cwd = createDirectory({ "selfie.jpg": photo });
  const { code, stdout, stderr } = await runCli(["hash", "selfie.jpg"], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /^# selfie\.jpg: jpeg, 1920 x 1280 px, 144516 bytes\nsha256: "[0-9a-f]{64}"\nphash: \{ like: "[0-9a-f]{16}", distance: 6 \}\n$/,
  );
  expect(parse(stdout)).toMatchObject({ sha256: toSha256(photo), phash: { distance: 6 } });
});

test("a picture without contrast keeps its zeros when pasted", async () => {
  const plain = sharp({ create: { width: 60, height: 40, channels: 3, background: "#888" } });
  const cwd = createDirectory({ "plain.png": await plain.png().toBuffer() });
  const { stdout } = await runCli(["hash", "plain.png"], { cwd });
  expect(parse(stdout)).toMatchObject({ phash: { like: "0000000000000000" } });
});

test("two photos are compared", async () => {
  const cwd = createDirectory({ "a.jpg": photo, "b.webp": smaller });
  const { code, stdout } = await runCli(["hash", "a.jpg", "b.webp"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/\n\n# b\.webp: webp, 640 x 427 px, .*\n\n# distance [01] of 64\n$/s);
});

test("three photos are not", async () => {
  const cwd = createDirectory({ "a.jpg": photo, "b.webp": smaller });
  const { code, stdout } = await runCli(["hash", "a.jpg", "b.webp", "a.jpg"], { cwd });
  expect([code, stdout.match(/^# \w\./gm)?.length]).toEqual([0, 3]);
  expect(stdout).not.toContain("distance 0");
});

test("--json prints the same as one document, sizes upright", async () => {
  const turned = await sharp(photo).resize({ width: 300 }).withMetadata({ orientation: 6 }).toBuffer();
  const cwd = createDirectory({ "a.jpg": turned, "b.webp": smaller });
  const { code, stdout } = await runCli(["hash", "--json", "a.jpg", "b.webp"], { cwd });
  expect(code).toBe(0);
  const hex = expect.stringMatching(/^[0-9a-f]{16}$/);
  expect(JSON.parse(stdout)).toEqual({
    photos: [
      {
        file: "a.jpg",
        format: "jpeg",
        widthPx: 200,
        heightPx: 300,
        bytes: turned.length,
        sha256: toSha256(turned),
        phash: hex,
      },
      {
        file: "b.webp",
        format: "webp",
        widthPx: 640,
        heightPx: 427,
        bytes: smaller.length,
        sha256: toSha256(smaller),
        phash: hex,
      },
    ],
    distance: expect.any(Number),
  });
});

test.each([
  ["nowhere.jpg", /^stuntface: cannot read nowhere\.jpg: ENOENT.*\n$/],
  [
    "text.jpg",
    /^stuntface: cannot decode text\.jpg: The picture is not a JPEG, PNG, WebP, TIFF or GIF file\.\n$/,
  ],
  ["half.jpg", /^stuntface: cannot decode half\.jpg: The picture cannot be decoded: .*\n$/],
])("%s is one line that names the file, and 2", async (file, message) => {
  const cwd = createDirectory({
    "selfie.jpg": photo,
    "text.jpg": "no picture",
    "half.jpg": photo.subarray(0, photo.length / 2),
  });
  const { code, stdout, stderr } = await runCli(["hash", "selfie.jpg", file], { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(message);
});
