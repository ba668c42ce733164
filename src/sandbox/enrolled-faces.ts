import { toMaxDistance, toSimilarity } from "../face/comparison.ts";
import { createFaceIndex } from "./face-index.ts";
import type { Space } from "./space.ts";
import type { SpaceStore } from "./space-store.ts";
import { update } from "./update.ts";

/** A face that was enrolled: whose it is and what became of it. Its template stays in the index and in the store. */
export type EnrolledFace = {
  readonly sessionId: string;
  readonly sessionNumber: number;
  readonly vendorData: string | null;
  readonly status: string;
  readonly isBlocked: boolean;
  /** When it was enrolled, milliseconds since 1970. */
  readonly at: number;
};

/** A face and how alike it is, 0..1. */
export type NearEnrolledFace = { readonly face: EnrolledFace; readonly similarity: number };

/** The faces of one space. Only templates are kept, never pixels. */
export interface EnrolledFaces {
  readonly size: number;
  /** Adds a face; one that is on the blocklist stays there when its session is enrolled again. */
  enrol(face: EnrolledFace, descriptor: Float32Array): Promise<void>;
  /** Changes what is known of a face; false when there is none for the session. */
  change(sessionId: string, changes: Partial<Pick<EnrolledFace, "status" | "isBlocked">>): Promise<boolean>;
  /** The faces at least so alike (0..1) that `accepts`, the most alike first. */
  search(
    probe: Float32Array,
    minSimilarity: number,
    limit: number,
    accepts: (face: EnrolledFace) => boolean,
  ): readonly NearEnrolledFace[];
}

type FaceDocument = EnrolledFace & { readonly template: string };

const kind = "face";
const pageSize = 1000;

/** The faces of a space, read from its store. */
export async function loadEnrolledFaces({ store }: Pick<Space, "store">): Promise<EnrolledFaces> {
  const index = createFaceIndex();
  const faces = new Map<string, EnrolledFace>();
  for await (const { template, ...face } of readAll(store)) {
    index.put(face.sessionId, toDescriptor(template));
    faces.set(face.sessionId, face);
  }
  return {
    get size() {
      return index.size;
    },
    async enrol(face, descriptor) {
      const template = toTemplate(descriptor);
      const enrolled = await update<FaceDocument, EnrolledFace>(store, kind, face.sessionId, (known) => {
        const { isBlocked } = known?.isBlocked ? known : face;
        return { value: { ...face, isBlocked, template }, result: { ...face, isBlocked } };
      });
      index.put(face.sessionId, descriptor);
      faces.set(face.sessionId, enrolled);
    },
    async change(sessionId, changes) {
      const changed = await update<FaceDocument, EnrolledFace | undefined>(
        store,
        kind,
        sessionId,
        (document) => {
          if (!document) return { result: undefined };
          const { template, ...face } = { ...document, ...changes };
          return { value: { ...face, template }, result: face };
        },
      );
      if (changed) faces.set(sessionId, changed);
      return changed !== undefined;
    },
    search: (probe, minSimilarity, limit, accepts) =>
      index
        .search(probe, {
          limit,
          maxDistance: toMaxDistance(minSimilarity),
          accepts: (id) => {
            const face = faces.get(id);
            return face !== undefined && accepts(face);
          },
        })
        .flatMap(({ id, distance }) => {
          const face = faces.get(id);
          return face ? [{ face, similarity: toSimilarity(distance) }] : [];
        }),
  };
}

async function* readAll(store: SpaceStore): AsyncGenerator<FaceDocument> {
  let after: number | undefined;
  for (;;) {
    const page = await store.list<FaceDocument>(kind, {
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    });
    for (const { value } of page) yield value;
    after = page.at(-1)?.sequence;
    if (page.length < pageSize) return;
  }
}

function toTemplate(descriptor: Float32Array): string {
  return Buffer.from(descriptor.buffer, descriptor.byteOffset, descriptor.byteLength).toString("base64");
}

function toDescriptor(template: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(template, "base64")).buffer);
}
