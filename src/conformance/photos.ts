import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { ClientError } from "../client/http.ts";

/** What a prepared file shows, or what is wrong with it. */
export type PhotoName =
  | "selfie"
  | "same-person"
  | "other-person"
  | "group"
  | "landscape"
  | "pixel"
  | "dark"
  | "blurred"
  | "turned"
  | "leaning"
  | "small"
  | "cropped"
  | "garbage"
  | "empty"
  | "over-5-mb"
  | "over-10-mb";

/** Gives the bytes of a prepared file, each made once. */
export type Photos = (name: PhotoName) => Promise<Buffer>;

const megabyte = 1024 * 1024;

/** Files made from the photographs that come with face-api, the same on every machine with the same libvips. */
export function createPhotos(): Photos {
  const folder = dirname(createRequire(import.meta.url).resolve("@vladmandic/face-api/package.json"));
  const made = new Map<PhotoName, Promise<Buffer>>();
  const demo = async (sample: number) => sharp(await readDemo(join(folder, "demo", `sample${sample}.jpg`)));
  const cut = async (sample: number, left: number, top: number, width: number, height: number) =>
    (await demo(sample)).extract({ left, top, width, height });
  const get: Photos = (name) => {
    const known = made.get(name);
    if (known) return known;
    const bytes = recipes[name]();
    made.set(name, bytes);
    return bytes;
  };
  const fromSelfie = async (change: (selfie: Sharp) => Sharp) => toJpeg(change(sharp(await get("selfie"))));
  /** A picture that can be decoded, with bytes after its end. */
  const pad = async (bytes: number) => {
    const selfie = await get("selfie");
    return Buffer.concat([selfie, Buffer.alloc(bytes - selfie.length)]);
  };
  const recipes: Readonly<Record<PhotoName, () => Promise<Buffer>>> = {
    selfie: async () => toJpeg(await cut(3, 460, 210, 460, 520)),
    "same-person": () => fromSelfie((selfie) => selfie.modulate({ brightness: 1.15 }).resize(380)),
    "other-person": async () => toJpeg(await cut(1, 690, 290, 480, 500)),
    group: async () => toJpeg((await demo(3)).resize(1200)),
    landscape: async () => toJpeg(await cut(3, 0, 0, 300, 200)),
    pixel: () =>
      sharp({ create: { width: 1, height: 1, channels: 3, background: "#888" } })
        .png()
        .toBuffer(),
    dark: () => fromSelfie((selfie) => selfie.linear(0.25, 0)),
    blurred: async () => toJpeg(sharp(await fromSelfie((selfie) => selfie.resize(52))).resize(460)),
    turned: () => fromSelfie((selfie) => selfie.rotate(90)),
    leaning: () => fromSelfie((selfie) => selfie.rotate(38, { background: "#777" })),
    small: () => fromSelfie((selfie) => selfie.resize(180)),
    cropped: async () => toJpeg(await cut(3, 575, 300, 230, 330)),
    garbage: async () => Buffer.from("This text is no picture, whatever its name says."),
    empty: async () => Buffer.alloc(0),
    "over-5-mb": () => pad(5 * megabyte + 1),
    "over-10-mb": () => pad(10 * megabyte + 1),
  };
  return get;
}

async function readDemo(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ClientError(
      `cannot read ${path}: ${(error as Error).message}. The photos come with the npm package @vladmandic/face-api; install Stuntface with npm to have them.`,
    );
  }
}

function toJpeg(picture: Sharp): Promise<Buffer> {
  return picture.jpeg({ quality: 92 }).toBuffer();
}
