/** Number of bits, 0 to 64, in which two perceptual hashes of 16 hexadecimal digits differ; throws RangeError for anything else. */
export function measureHashDistance(a: string, b: string): number {
  let bits = toBits(a) ^ toBits(b);
  let distance = 0;
  for (; bits !== 0n; bits &= bits - 1n) distance += 1;
  return distance;
}

function toBits(hash: string): bigint {
  if (!/^[0-9a-f]{16}$/i.test(hash)) throw new RangeError(`"${hash}" is no hash of 16 hexadecimal digits.`);
  return BigInt(`0x${hash}`);
}
