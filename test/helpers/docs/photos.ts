import { join } from "node:path";
import sharp from "sharp";
import { loadDemoPhoto } from "../demo-photos.ts";

/** Puts the two photos that pages speak of, `selfie.jpg` and `id_photo.jpg`, into a directory: those that the commands of the README make. */
export async function cutPhotos(directory: string): Promise<void> {
  const face = { left: 460, top: 210, width: 460, height: 520 };
  const selfie = await sharp(await loadDemoPhoto(3))
    .extract(face)
    .jpeg()
    .toBuffer();
  await sharp(selfie).toFile(join(directory, "selfie.jpg"));
  await sharp(selfie).modulate({ brightness: 1.2 }).toFile(join(directory, "id_photo.jpg"));
}
