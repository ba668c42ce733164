/** Uploaded files that the user asked to keep, in memory only. */
export interface ImageRing {
  add(requestId: string, part: string, bytes: Buffer): void;
  find(requestId: string, part: string): Buffer | undefined;
}

/** Keeps the last `maxFiles` uploads. */
export function createImageRing(maxFiles: number): ImageRing {
  const held = new Map<string, Buffer>();
  const toKey = (requestId: string, part: string) => `${requestId} ${part}`;
  return {
    add(requestId, part, bytes) {
      if (maxFiles === 0) return;
      held.set(toKey(requestId, part), bytes);
      const [oldest] = held.keys();
      if (held.size > maxFiles && oldest !== undefined) held.delete(oldest);
    },
    find: (requestId, part) => held.get(toKey(requestId, part)),
  };
}
