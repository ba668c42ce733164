/** A box that the detector corrects, as fractions of its square input. */
export type Anchor = {
  readonly centreX: number;
  readonly centreY: number;
  readonly width: number;
  readonly height: number;
};

// The network was trained at 512 px. Its six feature maps have these sides then, and so many anchors in every cell.
const trainedSidePx = 512;
const trainedMaps = [
  { cells: 32, anchorsPerCell: 3 },
  { cells: 16, anchorsPerCell: 6 },
  { cells: 8, anchorsPerCell: 6 },
  { cells: 4, anchorsPerCell: 6 },
  { cells: 2, anchorsPerCell: 6 },
  { cells: 1, anchorsPerCell: 6 },
] as const;

/**
 * The anchors of the detector at `sidePx`, row by row of every feature map, largest map first. They keep the distance and
 * size in pixels that `trained` gives them: the [top, left, bottom, right] fractions at 512 px (`Output/extra_dim`).
 */
export function buildAnchors(trained: Float32Array, sidePx: number): readonly Anchor[] {
  const anchors: Anchor[] = [];
  const pixelRatio = trainedSidePx / sidePx;
  let firstOfMap = 0;
  // Four layers halve the picture before the first feature map, and every later map halves the one before, rounded up.
  let cells = Math.ceil(sidePx / 16);
  for (const map of trainedMaps) {
    const sizes = Array.from({ length: map.anchorsPerCell }, (_, index) => {
      const [top = 0, left = 0, bottom = 0, right = 0] = trained.subarray((firstOfMap + index) * 4);
      return { width: (right - left) * pixelRatio, height: (bottom - top) * pixelRatio };
    });
    const spacing = pixelRatio / map.cells;
    for (let row = 0; row < cells; row++) {
      for (let column = 0; column < cells; column++) {
        const centre = { centreX: (column + 0.5) * spacing, centreY: (row + 0.5) * spacing };
        for (const size of sizes) anchors.push({ ...centre, ...size });
      }
    }
    firstOfMap += map.cells ** 2 * map.anchorsPerCell;
    cells = Math.ceil(cells / 2);
  }
  return anchors;
}
