/** A whole number from the first directory of a TIFF file or EXIF block; undefined when it is not there or the bytes end before. */
export function readTiffTag(tiff: Uint8Array, tag: number): number | undefined {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const entries = readEntries(view);
    for (let index = 0; index < entries.count; index++) {
      const at = entries.at + index * entries.bytes;
      if (view.getUint16(at, entries.isLittleEndian) !== tag) continue;
      const type = view.getUint16(at + 2, entries.isLittleEndian);
      if (type === shortType) return view.getUint16(at + entries.valueAt, entries.isLittleEndian);
      return type === longType ? view.getUint32(at + entries.valueAt, entries.isLittleEndian) : undefined;
    }
    return undefined;
  } catch (error) {
    // What a view says of bytes beyond its end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const shortType = 3;
const longType = 4;

function readEntries(view: DataView) {
  const isLittleEndian = view.getUint16(0) === 0x4949;
  if (view.getUint16(2, isLittleEndian) === 43) {
    const directory = Number(view.getBigUint64(8, isLittleEndian));
    // As many as an ordinary directory can have, so that a damaged count costs nothing.
    const count = Math.min(0xffff, Number(view.getBigUint64(directory, isLittleEndian)));
    return { isLittleEndian, count, at: directory + 8, bytes: 20, valueAt: 12 };
  }
  const directory = view.getUint32(4, isLittleEndian);
  const count = view.getUint16(directory, isLittleEndian);
  return { isLittleEndian, count, at: directory + 2, bytes: 12, valueAt: 8 };
}
