import type * as FaceApi from "@vladmandic/face-api";
import { cutOut } from "../cut.ts";
import type { BoundingBox, Detection, FaceDescription, RgbImage } from "../facts.ts";
import { locateWeights, verifyModels } from "../models.ts";
import type { DetectionStage, FaceNetworks } from "../networks.ts";
import { cropFace } from "./crop.ts";
import { loadRuntime } from "./runtime.ts";

/** face-api's networks with the weights of the installed package; rejects when these are not the ones of the manifest or cannot be loaded. */
export async function createTfjsNetworks(): Promise<FaceNetworks> {
  verifyModels();
  const { faceApi, version } = await loadRuntime();
  const nets = createNets(faceApi);
  const folder = locateWeights();
  await Promise.all(Object.values(nets).map((net) => net.loadFromDisk(folder)));
  return {
    version,
    stages,
    detect: (image, { minScore }) => detect(faceApi, nets, image, minScore),
    describe: (image, detection, area) =>
      describe(faceApi, nets, area === undefined ? image : cutOut(image, area), detection),
    close: async () => {
      for (const net of Object.values(nets)) if (net.isLoaded) net.dispose(false);
    },
  };
}

/**
 * SSD at 512 pixels misses faces that fill the picture; a border makes them small again, and two borders bring them to
 * the sizes at which the detector is strongest. Of 37 faces of group photos and portraits cropped with -5, 0, 10 and
 * 40 % margin the first stage finds 19, 24, 28 and 34, all stages together 34, 36, 37 and 37. On 254 crops without a
 * face there is one false face.
 */
const stages: readonly DetectionStage[] = [
  { minScore: 0.5, border: 0, maxWidth: 1, sufficientWidth: 0 },
  { minScore: 0.4, border: 0.35, maxWidth: 1, sufficientWidth: 0 },
  { minScore: 0.4, border: 2.5, maxWidth: 1, sufficientWidth: 0 },
];

type Nets = ReturnType<typeof createNets>;

// Own instances: face-api's `nets` would be shared by all networks of the thread.
function createNets(faceApi: typeof FaceApi) {
  return {
    detector: new faceApi.SsdMobilenetv1(),
    landmarks: new faceApi.FaceLandmark68Net(),
    ageGender: new faceApi.AgeGenderNet(),
    recognition: new faceApi.FaceRecognitionNet(),
  };
}

async function detect(
  faceApi: typeof FaceApi,
  nets: Nets,
  image: RgbImage,
  minScore: number,
): Promise<Detection[]> {
  const pixels = faceApi.tf.tensor3d(image.data, [image.heightPx, image.widthPx, 3], "int32");
  try {
    const found = await nets.detector.locateFaces(pixels, { minConfidence: minScore, maxResults: 100 });
    return found.map(({ box, score }) => ({ box: toBoundingBox(box), detectionScore: score }));
  } finally {
    pixels.dispose();
  }
}

// The steps of face-api's detectAllFaces().withFaceLandmarks().withAgeAndGender().withFaceDescriptors().
async function describe(
  faceApi: typeof FaceApi,
  nets: Nets,
  image: RgbImage,
  detection: Detection,
): Promise<FaceDescription> {
  const { widthPx: width, heightPx: height } = image;
  const { x, y, width: boxWidth, height: boxHeight } = detection.box;
  const relative = new faceApi.Rect(x / width, y / height, boxWidth / width, boxHeight / height);
  const found = new faceApi.FaceDetection(detection.detectionScore, relative, { width, height });
  const onCrop = async <T>(box: FaceApi.Box, run: (pixels: FaceApi.tf.Tensor3D) => Promise<T | T[]>) => {
    const pixels = cropFace(faceApi, image, box);
    try {
      return toSingle(await run(pixels));
    } finally {
      pixels.dispose();
    }
  };
  const unshifted = await onCrop(found.box, (pixels) => nets.landmarks.detectLandmarks(pixels));
  const face = faceApi.extendWithFaceLandmarks({ detection: found }, unshifted);
  const person = await onCrop(face.alignedRect.box, (pixels) => nets.ageGender.predictAgeAndGender(pixels));
  const aligned = face.landmarks.align(null, { useDlibAlignment: true });
  const descriptor = await onCrop(aligned, (pixels) => nets.recognition.computeFaceDescriptor(pixels));
  return {
    landmarks: face.landmarks.positions.map((point) => ({ x: point.x, y: point.y })),
    ageYears: person.age,
    gender: person.gender,
    genderProbability: person.genderProbability,
    descriptor,
  };
}

function toSingle<T>(result: T | T[]): T {
  if (!Array.isArray(result)) return result;
  const [single] = result;
  if (single === undefined) throw new Error("The network returned nothing for a face.");
  return single;
}

function toBoundingBox({ x, y, width, height }: FaceApi.Box): BoundingBox {
  return { x, y, width, height };
}
