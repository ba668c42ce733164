/** Compares texts by code points, as databases compare UTF-8; the `<` of JavaScript puts U+1F600 before U+FB01. */
export function compareKeys(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const left = one.charCodeAt(index);
    const right = other.charCodeAt(index);
    if (left !== right) return toRank(left) - toRank(right);
  }
  return one.length - other.length;
}

// Surrogates stand for code points beyond all of the units that follow them.
function toRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
