/** Reads a value again and again while `work` runs, and keeps all that are not undefined. */
export async function sampleDuring<T>(
  read: () => Promise<T | undefined>,
  everyMs: number,
  work: () => Promise<unknown>,
): Promise<T[]> {
  const samples: T[] = [];
  let reading = Promise.resolve();
  const timer = setInterval(() => {
    reading = read().then((value) => {
      if (value !== undefined) samples.push(value);
    });
  }, everyMs);
  try {
    await work();
  } finally {
    clearInterval(timer);
    await reading;
  }
  return samples;
}
