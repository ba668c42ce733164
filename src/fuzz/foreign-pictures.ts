import sharp from "sharp";

/** A picture as an uncompressed 24-bit BMP. */
export async function createBmp(picture: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const rowBytes = Math.ceil((info.width * 3) / 4) * 4;
  const headBytes = 54;
  const bmp = Buffer.alloc(headBytes + rowBytes * info.height);
  bmp.write("BM");
  bmp.writeUInt32LE(bmp.length, 2);
  bmp.writeUInt32LE(headBytes, 10);
  bmp.writeUInt32LE(40, 14);
  bmp.writeInt32LE(info.width, 18);
  bmp.writeInt32LE(info.height, 22);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(24, 28);
  for (let y = 0; y < info.height; y++) {
    const row = data.subarray(y * info.width * 3, (y + 1) * info.width * 3);
    // The rows go upwards and each pixel is blue, green, red.
    const at = headBytes + (info.height - 1 - y) * rowBytes;
    for (let x = 0; x < row.length; x += 3)
      Buffer.from([row[x + 2] ?? 0, row[x + 1] ?? 0, row[x] ?? 0]).copy(bmp, at + x);
  }
  return bmp;
}

/** An SVG that shows the picture and asks for a file and for another page. */
export function createSvg(picture: Buffer): Buffer {
  return Buffer.from(
    `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="400" height="400">
<image width="400" height="400" xlink:href="data:image/png;base64,${picture.toString("base64")}"/><text>&x;</text>
<image xlink:href="http://127.0.0.1:9/x.png"/></svg>`,
  );
}

/** A PDF of one empty page. */
export function createPdf(): Buffer {
  return Buffer.from(
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
  );
}
