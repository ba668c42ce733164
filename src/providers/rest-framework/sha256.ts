import { createHash } from "node:crypto";

/** Hex sha256 of the bytes, computed once and only when asked for. */
export function toSha256(bytes: Uint8Array): () => string {
  let digest: string | undefined;
  return () => {
    digest ??= createHash("sha256").update(bytes).digest("hex");
    return digest;
  };
}
