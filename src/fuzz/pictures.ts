import sharp, { type Sharp } from "sharp";
import { createBmp, createPdf, createSvg } from "./foreign-pictures.ts";

/** A picture before anything is mutated. */
export type Picture = {
  readonly name: string;
  /** Format by which mutations of headers know their way; `other` has none. */
  readonly format: "jpeg" | "png" | "webp" | "tiff" | "gif" | "other";
  /** Extension of its name in an upload. */
  readonly extension: string;
  readonly bytes: Buffer;
  /** Whether Didit's contract takes the format. */
  readonly isTaken: boolean;
};

/** The face in every format that the contract takes, in their varieties, and in formats that it does not take. */
export async function createPictures(face: Buffer): Promise<readonly Picture[]> {
  const small = await sharp(face).resize(360, 360, { fit: "inside" }).png().toBuffer();
  const from = () => sharp(small);
  const make = (name: string, format: Picture["format"], picture: Sharp, isTaken = true) =>
    picture.toBuffer().then((bytes) => ({ name, format, extension: toExtension(format), bytes, isTaken }));
  const frames = await sharp([small, small, small], { join: { animated: true } })
    .gif()
    .toBuffer();
  const foreign: Picture[] = [
    { name: "bmp", format: "other", extension: "jpg", bytes: await createBmp(small), isTaken: false },
    { name: "svg", format: "other", extension: "png", bytes: createSvg(small), isTaken: false },
    { name: "pdf", format: "other", extension: "jpg", bytes: createPdf(), isTaken: false },
    { name: "empty zip", format: "other", extension: "webp", bytes: emptyZip, isTaken: false },
  ];
  return Promise.all([
    make("jpeg", "jpeg", from().jpeg()),
    make("progressive jpeg", "jpeg", from().jpeg({ progressive: true })),
    make("grey jpeg", "jpeg", from().grayscale().jpeg()),
    make("cmyk jpeg", "jpeg", from().toColourspace("cmyk").jpeg()),
    make(
      "jpeg with metadata",
      "jpeg",
      from()
        .withIccProfile("p3")
        .withExif({ IFD0: { Artist: "x" } })
        .jpeg(),
    ),
    make("turned jpeg", "jpeg", from().withMetadata({ orientation: 6 }).jpeg()),
    make("png", "png", from().png()),
    make("16-bit png", "png", from().toColourspace("rgb16").png()),
    make("palette png", "png", from().png({ palette: true })),
    make("interlaced png with alpha", "png", from().ensureAlpha(0.5).png({ progressive: true })),
    make("webp", "webp", from().webp()),
    make("lossless webp", "webp", from().webp({ lossless: true })),
    make("animated webp", "webp", sharp(frames, { animated: true }).webp()),
    make("tiff", "tiff", from().tiff({ compression: "none" })),
    make("lzw tiff", "tiff", from().tiff({ compression: "lzw", predictor: "horizontal" })),
    make("jpeg tiff", "tiff", from().tiff({ compression: "jpeg" })),
    make("tiled big tiff", "tiff", from().tiff({ tile: true, compression: "deflate", bigtiff: true })),
    make("16-bit tiff", "tiff", from().toColourspace("rgb16").tiff({ compression: "deflate" })),
    make("gif", "gif", from().gif(), false),
    make("animated gif", "gif", sharp(frames, { animated: true }).gif(), false),
    make("avif", "other", from().avif({ effort: 0 }), false),
    ...foreign.map((picture) => Promise.resolve(picture)),
  ]);
}

/** Pictures of odd sizes, which are valid all the same. */
export async function createOddSizes(): Promise<readonly Picture[]> {
  const sizes = [
    [1, 1],
    [2, 1],
    [20_000, 1],
    [1, 20_000],
    [16_383, 3],
  ] as const;
  return Promise.all(
    sizes.map(async ([width, height]) => {
      const plain = sharp({ create: { width, height, channels: 3, background: "#a97" } });
      const bytes = await plain.png().toBuffer();
      return { name: `png of ${width} x ${height}`, format: "png", extension: "png", bytes, isTaken: true };
    }),
  );
}

const emptyZip = Buffer.concat([Buffer.from("PK\x05\x06", "latin1"), Buffer.alloc(18)]);

function toExtension(format: Picture["format"]): string {
  return { jpeg: "jpg", png: "png", webp: "webp", tiff: "tif", gif: "png", other: "jpg" }[format];
}
