import sharp from "sharp";
import { expect, test } from "vitest";
import { decode, probe } from "../../../src/face/decode.ts";
import { UnreadableImageError } from "../../../src/face/engine.ts";

// Noise, so that the files are long enough to be cut in the middle of their pixels.
const noise = sharp({
  create: {
    width: 200,
    height: 150,
    channels: 3,
    background: "#808080",
    noise: { type: "gaussian", mean: 128, sigma: 40 },
  },
});

test.each([
  ["no bytes", ""],
  ["text", "hello"],
  ["an SVG", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"],
  ["a PDF", "%PDF-1.7"],
  ["the start of a JPEG", "\xff\xd8\xff\xe0"],
  ["the signature of a PNG", "\x89PNG\r\n\x1a\n"],
  ["the signature of a GIF", "GIF89a"],
  ["the signature of a TIFF", "II*\0"],
  ["the signature of a WebP", "RIFF\0\0\0\0WEBP"],
])("%s cannot be read", async (_name, content) => {
  const bytes = Buffer.from(content, "latin1");
  await expect(decode(bytes)).rejects.toThrow(UnreadableImageError);
  await expect(probe(bytes)).rejects.toThrow(UnreadableImageError);
});

test.each(["jpeg", "png", "webp", "tiff", "gif"] as const)(
  "a %s file cut in half cannot be read",
  async (format) => {
    const bytes = await noise.clone().toFormat(format).toBuffer();
    await expect(decode(bytes.subarray(0, bytes.length / 2))).rejects.toThrow(UnreadableImageError);
  },
);

test("a PNG whose pixels are damaged cannot be read", async () => {
  const bytes = await noise.clone().png().toBuffer();
  const middle = Math.floor(bytes.length / 2);
  bytes.fill(0, middle, middle + 16);
  await expect(decode(bytes)).rejects.toThrow(UnreadableImageError);
});

test("bytes after the end of a JPEG do no harm", async () => {
  const bytes = await noise.clone().jpeg().toBuffer();
  expect((await decode(Buffer.concat([bytes, Buffer.alloc(100, 7)]))).image.widthPx).toBe(200);
});

test("a header that claims 30,000 x 30,000 pixels is refused", async () => {
  const bytes = await noise.clone().png().toBuffer();
  bytes.writeUInt32BE(30_000, 16);
  bytes.writeUInt32BE(30_000, 20);
  await expect(probe(bytes)).rejects.toThrow(UnreadableImageError);
  await expect(decode(bytes)).rejects.toThrow(UnreadableImageError);
});

test("a picture of more than 100 megapixels is refused", async () => {
  const bytes = await sharp({ create: { width: 10_001, height: 10_000, channels: 3, background: "#fff" } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  await expect(probe(bytes)).rejects.toThrow(UnreadableImageError);
  await expect(decode(bytes)).rejects.toThrow(UnreadableImageError);
});
