import fc from "fast-check";
import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { probe } from "../../../src/face/decode.ts";
import { readPictureHeader } from "../../../src/face/picture-header.ts";
import { loadDemoPhoto } from "../../helpers/demo-photos.ts";

const plain = sharp({ create: { width: 60, height: 40, channels: 3, background: "#c86432" } });

const encoders: readonly (readonly [string, (picture: Sharp) => Sharp])[] = [
  ["jpeg", (picture) => picture.jpeg()],
  ["progressive jpeg", (picture) => picture.jpeg({ progressive: true })],
  ["png", (picture) => picture.png()],
  ["webp", (picture) => picture.webp()],
  ["lossless webp", (picture) => picture.webp({ lossless: true })],
  ["tiff", (picture) => picture.tiff()],
  ["bigtiff", (picture) => picture.tiff({ bigtiff: true })],
  ["tiff of several sizes", (picture) => picture.tiff({ pyramid: true, tile: true })],
  ["gif", (picture) => picture.gif()],
];

test.each(encoders)("a %s file says its format and size", async (name, encode) => {
  const bytes = await encode(plain.clone()).toBuffer();
  const format = ["jpeg", "png", "webp", "tiff", "gif"].find((word) => name.includes(word));
  expect(readPictureHeader(bytes)).toEqual({ format, widthPx: 60, heightPx: 40 });
});

test.each(encoders)("the size of a %s file is the upright one that decoding gives", async (_name, encode) => {
  for (let orientation = 1; orientation <= 8; orientation++) {
    const bytes = await encode(plain.clone().withMetadata({ orientation })).toBuffer();
    expect(readPictureHeader(bytes), `orientation ${orientation}`).toEqual(await probe(bytes));
  }
});

test("pictures of several frames have the size of one", async () => {
  const frame = await plain.clone().png().toBuffer();
  for (const format of ["webp", "gif", "tiff"] as const) {
    const bytes = await sharp([frame, frame], { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    expect(readPictureHeader(bytes)).toEqual({ format, widthPx: 60, heightPx: 40 });
  }
});

test("a photo with a megabyte of metadata before its frame is read", async () => {
  const photo = await loadDemoPhoto(1);
  const segment = Buffer.concat([Buffer.from([0xff, 0xef, 0xff, 0xff]), Buffer.alloc(0xfffd, 0xff)]);
  const bytes = Buffer.concat([photo.subarray(0, 2), ...Array(16).fill(segment), photo.subarray(2)]);
  expect(readPictureHeader(bytes)).toEqual({ format: "jpeg", widthPx: 1920, heightPx: 1280 });
});

test.each([
  ["nothing", ""],
  ["text", "no picture"],
  ["a BMP", "BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0\x01\0\x18\0"],
  ["an SVG", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"],
  ["the start of a JPEG", "\xff\xd8\xff\xe0"],
  ["a JPEG of one scan", "\xff\xd8\xff\xda\0\x08\x01\x01\0\0\x3f\0"],
  ["the signature of a PNG", "\x89PNG\r\n\x1a\n"],
  ["a PNG of no size", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0\x08\x02\0\0\0"],
  ["the signature of a GIF", "GIF89a"],
  ["the signature of a TIFF", "II*\0"],
  ["a TIFF whose directory lies beyond its end", "II*\0\xff\xff\xff\x7f"],
  ["the signature of a WebP", "RIFF\0\0\0\0WEBP"],
])("%s has no header", (_name, content) => {
  expect(readPictureHeader(Buffer.from(content, "latin1"))).toBeUndefined();
});

test.each(encoders)("a %s file that is cut anywhere has its header or none", async (_name, encode) => {
  const bytes = await encode(plain.clone().withMetadata({ orientation: 6 })).toBuffer();
  const whole = readPictureHeader(bytes);
  const { widthPx = 0, heightPx = 0 } = whole ?? {};
  const unturned = { ...whole, widthPx: heightPx, heightPx: widthPx };
  for (let length = 0; length < bytes.length; length++) {
    // A part of a larger buffer, so that reading beyond the end would not fail.
    const header = readPictureHeader(bytes.subarray(0, length));
    if (header !== undefined) expect([whole, unturned]).toContainEqual(header);
  }
});

test("random bytes behind the signature of any format never throw", () => {
  const signatures = [
    "",
    "\xff\xd8\xff",
    "\xff\xd8\xff\xe1\0\x40Exif\0\0MM\0*\0\0\0\x08",
    "\x89PNG\r\n\x1a\n",
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x09\0\0\0\x09",
    "RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0",
    "II*\0\x08\0\0\0",
    "MM\0+\0\x08\0\0",
    "GIF89a",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...signatures), fc.uint8Array({ maxLength: 300 }), (signature, tail) => {
      const header = readPictureHeader(Buffer.concat([Buffer.from(signature, "latin1"), tail]));
      expect(header === undefined || (header.widthPx > 0 && header.heightPx > 0)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["a JPEG of empty segments", "\xff\xd8", "\xff\xe0\0\x02"],
  ["a JPEG of fill bytes", "\xff\xd8", "\xff"],
  ["a PNG of empty chunks", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x09\0\0\0\x09\x08\x02\0\0\0\0\0\0\0", "\0"],
  ["a WebP of empty chunks", "RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0\0\0\0\0\0\0", "\0"],
  ["a TIFF of one tag", "II*\0\x08\0\0\0\xff\xff", "\x01\x01"],
])("%s of 5 MB costs no noticeable time", (_name, head, filling) => {
  const bytes = Buffer.concat([Buffer.from(head, "latin1"), Buffer.alloc(5_000_000, filling, "latin1")]);
  const start = performance.now();
  readPictureHeader(bytes);
  expect(performance.now() - start).toBeLessThan(500);
});
