/** Tells from look to look whether files have changed and come to rest, so that none is read while it is half written. */
export interface RestDetector {
  /** `changed` when the files should be read now, `changing` when the next look should come soon. */
  look(signature: string): "same" | "changing" | "changed";
  /** Says that the files were read as the signature shows them. */
  accept(signature: string): void;
}

/** Files that never come to rest are read at every so many looks. */
const maxLooks = 6;

/** A detector for files that were read when they had this signature. */
export function createRestDetector(read: string): RestDetector {
  let known = read;
  let last = read;
  let looks = 0;
  const accept = (signature: string) => {
    known = signature;
    last = signature;
    looks = 0;
  };
  return {
    accept,
    look(signature) {
      const isAtRest = signature === last;
      last = signature;
      if (signature === known) {
        looks = 0;
        return "same";
      }
      looks += 1;
      if (!isAtRest && looks < maxLooks) return "changing";
      accept(signature);
      return "changed";
    },
  };
}
