import type { BoundingBox, RgbImage } from "../face/facts.ts";
import { locateWeights } from "../face/models.ts";
import { cropFace } from "../face/tfjs/crop.ts";
import { createTfjsNetworks } from "../face/tfjs/networks.ts";
import { loadRuntime } from "../face/tfjs/runtime.ts";
import type { NetworkSet } from "./network-subject.ts";

/** The networks of face-api on TensorFlow.js; rejects when that is not installed. */
export async function loadTfjsNetworkSet(): Promise<NetworkSet> {
  const { faceApi } = await loadRuntime();
  const detector = new faceApi.SsdMobilenetv1();
  const landmarks = new faceApi.FaceLandmark68Net();
  const ageGender = new faceApi.AgeGenderNet();
  const descriptor = new faceApi.FaceRecognitionNet();
  for (const net of [detector, landmarks, ageGender, descriptor]) await net.loadFromDisk(locateWeights());

  type Pixels = ReturnType<typeof cropFace>;
  const onCrop =
    (run: (pixels: Pixels) => Promise<unknown>) =>
    async (image: RgbImage, { x, y, width, height }: BoundingBox) => {
      const pixels = cropFace(faceApi, image, new faceApi.Box({ x, y, width, height }));
      try {
        return await run(pixels);
      } finally {
        pixels.dispose();
      }
    };
  return {
    single: {
      detector512: onCrop((pixels) => detector.locateFaces(pixels, { minConfidence: 0.5, maxResults: 100 })),
      landmarks: onCrop((pixels) => landmarks.detectLandmarks(pixels)),
      ageGender: onCrop((pixels) => ageGender.predictAgeAndGender(pixels)),
      descriptor: onCrop((pixels) => descriptor.computeFaceDescriptor(pixels)),
    },
    whole: await createTfjsNetworks(),
  };
}
