/** Perceptual hashes of pictures seen before, by the sha256 of their bytes. */
export interface Fingerprints {
  /** The hash of the picture, measured unless it is known; undefined when it cannot be decoded. */
  measure(bytes: Uint8Array, sha256: string): Promise<string | undefined>;
  /** The hash if it is known already. */
  find(sha256: string): string | undefined;
  remember(sha256: string, hash: string): void;
}

/** A hundred bytes each: enough for every picture of a test suite. */
const maxPictures = 10_000;

/** Remembers the hashes of the pictures seen last; `measure` makes that of a new one. */
export function createFingerprints(measure: (bytes: Uint8Array) => Promise<string>): Fingerprints {
  const known = new Map<string, string>();
  const remember = (sha256: string, hash: string) => {
    known.delete(sha256);
    known.set(sha256, hash);
    const [oldest] = known.keys();
    if (known.size > maxPictures && oldest !== undefined) known.delete(oldest);
  };
  return {
    find: (sha256) => known.get(sha256),
    remember,
    async measure(bytes, sha256) {
      const hash = known.get(sha256) ?? (await measure(bytes).catch(() => undefined));
      if (hash !== undefined) remember(sha256, hash);
      return hash;
    },
  };
}
