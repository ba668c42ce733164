/** Values of a face descriptor. */
export const descriptorLength = 128;

/** Throws a RangeError unless these are 128 finite numbers: any other value would make every distance meaningless. */
export function assertDescriptor(descriptor: Float32Array): void {
  if (descriptor.length !== descriptorLength)
    throw new RangeError(`A descriptor has ${descriptorLength} values, not ${descriptor.length}.`);
  if (!descriptor.every(Number.isFinite)) throw new RangeError("A descriptor has finite values only.");
}

/** A number of 32 bits that is the same for the same descriptor, and for few others. */
export function toFingerprint(descriptor: Float32Array): number {
  const words = new Uint32Array(descriptor.buffer, descriptor.byteOffset, descriptor.length);
  // FNV-1a over words in place of bytes; the shift brings the upper bits, in which neighbours differ little, down.
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word ^ (word >>> 15), 0x01000193);
  return hash;
}
