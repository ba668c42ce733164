import { createPhotos, type PhotoName } from "../../src/conformance/photos.ts";
import { type FaceEngine, UnreadableImageError } from "../../src/face/engine.ts";
import type { FaceFacts } from "../../src/face/facts.ts";
import { createDescriptor, createFace, createFacts } from "./facts.ts";

const small = { x: 400, y: 500, width: 90, height: 100 };
const left = { x: 100, y: 234, width: 300, height: 400 };
const pose = { yawDeg: 0, pitchDeg: 0, rollDeg: 38 };
const padding = { left: -1, top: 40, right: 40, bottom: 40 };

// Made once for all tests of a file.
const photos = createPhotos();

/** What the networks see in the prepared photos of the conformance suite, as far as its cases ask. */
const facts: Readonly<Partial<Record<PhotoName, FaceFacts>>> = {
  selfie: createFacts(),
  "same-person": createFacts(),
  "other-person": createFacts({ faces: [createFace({ descriptor: createDescriptor(1.5) })] }),
  group: createFacts({ faces: [createFace(), createFace({ box: left })] }),
  landscape: createFacts({ faces: [] }),
  pixel: createFacts({ faces: [] }),
  dark: createFacts({ faces: [createFace({ luminance: 12 })] }),
  blurred: createFacts({ faces: [createFace({ unifiedQualityScore: 15 })] }),
  turned: createFacts({ bestAngle: 270 }),
  leaning: createFacts({ faces: [createFace({ pose })] }),
  small: createFacts({ faces: [createFace({ box: small })] }),
  cropped: createFacts({ faces: [createFace({ padding })] }),
};

/** An engine that knows the prepared photos and nothing else. */
export async function createPhotoEngine(): Promise<FaceEngine> {
  const known = await Promise.all(
    Object.entries(facts).map(async ([name, seen]) => ({ bytes: await photos(name as PhotoName), seen })),
  );
  return {
    version: "prepared photos",
    ready: Promise.resolve(),
    async analyze(bytes) {
      const photo = known.find((candidate) => candidate.bytes.equals(bytes));
      if (!photo) throw new UnreadableImageError("unreadable");
      return photo.seen;
    },
    async close() {},
  };
}
