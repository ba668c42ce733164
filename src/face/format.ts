/** Picture formats that are decoded. */
export type ImageFormat = "jpeg" | "png" | "webp" | "tiff" | "gif";

/** Format of the picture by its first bytes; undefined for everything that must never reach a decoder, such as SVG, PDF or HEIF. */
export function sniffFormat(bytes: Uint8Array): ImageFormat | undefined {
  return signatures.find(({ parts }) => parts.every((part) => hasBytes(bytes, part)))?.format;
}

type Part = { readonly at: number; readonly bytes: readonly number[] };

const text = (at: number, characters: string): Part => ({
  at,
  bytes: [...characters].map((character) => character.charCodeAt(0)),
});

const signatures: readonly { readonly format: ImageFormat; readonly parts: readonly Part[] }[] = [
  { format: "jpeg", parts: [{ at: 0, bytes: [0xff, 0xd8, 0xff] }] },
  { format: "png", parts: [{ at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] }] },
  { format: "webp", parts: [text(0, "RIFF"), text(8, "WEBP")] },
  { format: "tiff", parts: [text(0, "II"), { at: 2, bytes: [42, 0] }] },
  { format: "tiff", parts: [text(0, "MM"), { at: 2, bytes: [0, 42] }] },
  // BigTIFF: the version number is 43 and the offsets have eight bytes.
  { format: "tiff", parts: [text(0, "II"), { at: 2, bytes: [43, 0] }] },
  { format: "tiff", parts: [text(0, "MM"), { at: 2, bytes: [0, 43] }] },
  { format: "gif", parts: [text(0, "GIF87a")] },
  { format: "gif", parts: [text(0, "GIF89a")] },
];

function hasBytes(bytes: Uint8Array, part: Part): boolean {
  return part.bytes.every((byte, index) => bytes[part.at + index] === byte);
}
