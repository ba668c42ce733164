import { type EnrolledFaces, loadEnrolledFaces } from "../../../sandbox/enrolled-faces.ts";
import { createSpaceState, type Space } from "../../../sandbox/space.ts";

/** The enrolled faces of each space, read from its store when they are first asked for. */
export type FacesOf = (space: Space) => Promise<EnrolledFaces>;

/** Faces by space. Those of a store that could not be read are read again at the next call. */
export function createFacesOf(): FacesOf {
  const toHeld = createSpaceState((): { faces?: Promise<EnrolledFaces> } => ({}));
  return (space) => {
    const held = toHeld(space);
    held.faces ??= loadEnrolledFaces(space).catch((error: unknown) => {
      delete held.faces;
      throw error;
    });
    return held.faces;
  };
}
