/** Numbers that look drawn from a normal distribution with mean 0 and deviation 1, the same ones for the same seed. */
export function createNormalSource(seed: number): () => number {
  let state = seed;
  const drawUniform = () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - drawUniform())) * Math.cos(2 * Math.PI * drawUniform());
}

const descriptorLength = 128;

// Measured on the twenty faces of photos.ts, 190 pairs: the mean of the descriptors is 1.37 long, and the squared distance of
// two persons has the mean 0.514 and a deviation of 0.226 of that. Eleven directions that hold half of the variance give
// distances that vary as much.
const meanLength = 1.37;
const squaredDistance = 0.514;
const directionCount = 11;
const sharedVariance = 0.5;

/** Descriptors of so many made-up persons, as far from each other as those of real ones. */
export function createPersons(count: number, seed: number): Float32Array[] {
  const draw = createNormalSource(seed);
  const drawVector = (length: number) => {
    const values = Array.from({ length: descriptorLength }, draw);
    return values.map((value) => (value * length) / Math.hypot(...values));
  };
  const mean = drawVector(meanLength);
  const variance = squaredDistance / 2;
  const directions = Array.from({ length: directionCount }, () =>
    drawVector(Math.sqrt((variance * sharedVariance) / directionCount)),
  );
  const ownDeviation = Math.sqrt((variance * (1 - sharedVariance)) / descriptorLength);
  return Array.from({ length: count }, () => {
    const person = Float32Array.from(mean, (value) => value + draw() * ownDeviation);
    for (const direction of directions) {
      const amount = draw();
      for (let index = 0; index < descriptorLength; index++)
        person[index] = (person[index] ?? 0) + amount * (direction[index] ?? 0);
    }
    return person;
  });
}

/** So many descriptors of one made-up person, `distance` from each other on average. */
export function createPhotosOfOne(count: number, distance: number, seed: number): Float32Array[] {
  const draw = createNormalSource(seed);
  const [person = new Float32Array(descriptorLength)] = createPersons(1, seed);
  const deviation = distance / Math.sqrt(2 * descriptorLength);
  return Array.from({ length: count }, () => person.map((value) => value + draw() * deviation));
}
