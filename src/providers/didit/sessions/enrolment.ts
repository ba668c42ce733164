import { type EnrolledFaces, loadEnrolledFaces } from "../../../sandbox/enrolled-faces.ts";
import { createSpaceState, type Space } from "../../../sandbox/space.ts";

/** The enrolled faces of each space, read from its store when they are first asked for. */
export type FacesOf = (space: Space) => Promise<EnrolledFaces>;

/** Faces by space. */
export function createFacesOf(): FacesOf {
  return createSpaceState(loadEnrolledFaces);
}
