import type { BoundingBox, Detection, FaceDescription, RgbImage } from "./facts.ts";
import type { FaceNetworks } from "./networks.ts";

/**
 * Describes one face from its surroundings, black where these leave the picture.
 * face-api clips its crops at the border of the picture, which moves a face that touches it away from where the
 * networks expect it. On 29 faces cropped with 5 % margin the descriptor then lies 0.23 (median; 95th percentile 0.46)
 * from that of the whole picture, with black surroundings 0.10 (0.17). Other faces come out as from face-api.
 */
export async function describeFace(
  networks: FaceNetworks,
  image: RgbImage,
  { box, detectionScore }: Detection,
): Promise<FaceDescription> {
  const area = toSurroundings(box);
  const detection = { box: { ...box, x: box.x - area.x, y: box.y - area.y }, detectionScore };
  const description = await networks.describe(image, detection, area);
  const landmarks = description.landmarks.map(({ x, y }) => ({ x: x + area.x, y: y + area.y }));
  return { ...description, landmarks };
}

// The aligned crops of face-api reach up to a third of the box beyond it, more when the head leans.
const surroundings = 0.6;

function toSurroundings({ x, y, width, height }: BoundingBox): BoundingBox {
  const margin = surroundings * Math.max(width, height);
  const left = Math.floor(x - margin);
  const top = Math.floor(y - margin);
  return {
    x: left,
    y: top,
    width: Math.ceil(x + width + margin) - left,
    height: Math.ceil(y + height + margin) - top,
  };
}
