import sharp from "sharp";
import { expect, test } from "vitest";
import { sniffFormat } from "../../../src/face/format.ts";

const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: "#c86432" } });

test.each(["jpeg", "png", "webp", "tiff", "gif"] as const)(
  "a %s file is known by its first bytes",
  async (format) => {
    expect(sniffFormat(await picture.clone().toFormat(format).toBuffer())).toBe(format);
  },
);

test.each([
  ["SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>"],
  ["XML", "<?xml version='1.0'?><svg/>"],
  ["PDF", "%PDF-1.7"],
  ["HEIF", "\0\0\0\x18ftypheic"],
  ["AVIF", "\0\0\0\x18ftypavif"],
  ["BMP", "BM\0\0\0\0"],
  ["RIFF sound", "RIFF\0\0\0\0WAVE"],
  ["text", "no picture"],
  ["nothing", ""],
])("%s is no known format", (_name, content) => {
  expect(sniffFormat(Buffer.from(content, "latin1"))).toBeUndefined();
});

test("a file of two bytes is no known format", () => {
  expect(sniffFormat(new Uint8Array([0xff, 0xd8]))).toBeUndefined();
});
