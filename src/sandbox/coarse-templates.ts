import { descriptorLength } from "./descriptor.ts";

/**
 * Templates rounded to 8 bits a value, a quarter of the memory, with which a search finds out cheaply which of the exact
 * ones can be near enough. Slots are numbered from 0.
 */
export interface CoarseTemplates {
  /** Makes room for this many slots; what the remaining ones hold is kept. */
  resize(capacity: number): void;
  set(slot: number, descriptor: Float32Array): void;
  /**
   * Visits each of the first `count` slots whose exact template may be at most `reach` from the probe, and perhaps some
   * others; the visit returns the reach from then on.
   */
  scan(probe: Float32Array, count: number, reach: number, visit: (slot: number) => number): void;
}

const largestCode = 127;

// A word holds the codes of two templates, the second one times 2^24. A product of the word with a whole number holds both
// products, and so does the sum of 128 of them, exactly, as long as each of the two stays below 2^23: then one
// multiplication serves two templates, which halves the time that plain JavaScript needs. The product of two vectors is at
// most that of their lengths, so the length of the probe's codes, made longer by rounding at most, sees to that.
const laneSize = 2 ** 24;
const roundedAway = Math.sqrt(descriptorLength) / 2;
const probeLength = laneSize / 2 / (largestCode * Math.sqrt(descriptorLength)) - 2 * roundedAway;

// Four words of a value lie side by side, so that eight templates are read in one go.
const groupSize = 8;
const wordsPerValue = 4;
const wordsPerGroup = descriptorLength * wordsPerValue;

// More than all that is lost in the floating-point numbers of a scan.
const slack = 1e-6;
const roundUp = 1 + 1e-6;

/** Coarse templates for no slot. */
export function createCoarseTemplates(): CoarseTemplates {
  let words = new Int32Array(0);
  // Of each template: the size of a step of its codes, their squared length, and how far they lie from the exact one.
  let steps = new Float64Array(0);
  let lengths = new Float64Array(0);
  let errors = new Float32Array(0);
  // What is rounded is the difference from the first template: faces differ less from each other than from nothing, and
  // hardly at all where one person was enrolled many times.
  let centre: Float32Array | undefined;

  return {
    resize(capacity) {
      const groups = Math.ceil(capacity / groupSize);
      words = copyTo(new Int32Array(groups * wordsPerGroup), words);
      steps = copyTo(new Float64Array(groups * groupSize), steps);
      lengths = copyTo(new Float64Array(groups * groupSize), lengths);
      errors = copyTo(new Float32Array(groups * groupSize), errors);
      if (capacity === 0) centre = undefined;
    },
    set(slot, descriptor) {
      centre ??= descriptor.slice();
      const offset = toOffset(descriptor, centre);
      const largest = offset.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const { codes, step, squaredLength, error } = toCodes(offset, largest > 0 ? largest / largestCode : 1);
      let index = Math.floor(slot / groupSize) * wordsPerGroup + (slot % wordsPerValue);
      const isSecond = slot % groupSize >= wordsPerValue;
      for (const code of codes) {
        const word = words[index] ?? 0;
        const first = (word << 8) >> 8;
        words[index] = isSecond ? first + code * laneSize : word - first + code;
        index += wordsPerValue;
      }
      steps[slot] = step;
      lengths[slot] = squaredLength;
      errors[slot] = error;
    },
    scan(probe, count, reach, visit) {
      if (!centre) return;
      const offset = toOffset(probe, centre);
      const length = Math.sqrt(offset.reduce((sum, value) => sum + value * value, 0));
      const { codes, step, squaredLength, error } = toCodes(offset, length > 0 ? length / probeLength : 1);
      const sums = new Float64Array(wordsPerValue);
      const margin = error + slack;
      let limit = reach + margin;
      for (let group = 0; group < count; group += groupSize) {
        addProducts(words, (group / groupSize) * wordsPerGroup, codes, sums);
        for (let slot = group; slot < group + groupSize && slot < count; slot++) {
          const sum = sums[slot % wordsPerValue] ?? 0;
          const second = Math.round(sum / laneSize);
          const product = slot - group < wordsPerValue ? sum - second * laneSize : second;
          const twice = 2 * step * (steps[slot] ?? 0) * product;
          const squaredDistance = (lengths[slot] ?? 0) + squaredLength - twice;
          const most = limit + (errors[slot] ?? 0);
          if (squaredDistance <= most * most) limit = visit(slot) + margin;
        }
      }
    },
  };
}

/** Sums of the products of a group's words with the probe, in one pass over memory. */
function addProducts(words: Int32Array, start: number, codes: Float64Array, sums: Float64Array): void {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = start;
  // An imported constant in place of the array's length is read anew for each value and doubles the time.
  for (let value = 0; value < codes.length; value += 2) {
    const even = codes[value] ?? 0;
    const odd = codes[value + 1] ?? 0;
    first += (words[at] ?? 0) * even + (words[at + 4] ?? 0) * odd;
    second += (words[at + 1] ?? 0) * even + (words[at + 5] ?? 0) * odd;
    third += (words[at + 2] ?? 0) * even + (words[at + 6] ?? 0) * odd;
    fourth += (words[at + 3] ?? 0) * even + (words[at + 7] ?? 0) * odd;
    at += 2 * wordsPerValue;
  }
  sums[0] = first;
  sums[1] = second;
  sums[2] = third;
  sums[3] = fourth;
}

function toOffset(descriptor: Float32Array, centre: Float32Array): Float64Array {
  const offset = new Float64Array(descriptor.length);
  for (let index = 0; index < offset.length; index++)
    offset[index] = (descriptor[index] ?? 0) - (centre[index] ?? 0);
  return offset;
}

/** The values as whole numbers of steps, the squared length of what these stand for and its distance from the values, rounded up. */
function toCodes(values: Float64Array, step: number) {
  const codes = new Float64Array(values.length);
  let squaredLength = 0;
  let squaredError = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    const code = Math.round(value / step);
    codes[index] = code;
    squaredLength += (code * step) ** 2;
    squaredError += (value - code * step) ** 2;
  }
  return { codes, step, squaredLength, error: Math.sqrt(squaredError) * roundUp };
}

function copyTo<T extends Int32Array | Float32Array | Float64Array>(target: T, source: T): T {
  target.set(source.subarray(0, target.length));
  return target;
}
