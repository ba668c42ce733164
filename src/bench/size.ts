/** How much of forced outcomes a run measures. */
export type ForcedSize = {
  /** Rounds of one short run against each server, and the calls of such a run. */
  readonly rounds: number;
  readonly calls: number;
  /** Scenario files of the server with many. */
  readonly files: number;
  /** Calls for the measure of memory. */
  readonly uploads: number;
};

/** How much of everything a run measures. */
export type BenchSize = {
  /** Photos on which networks and stages are timed. */
  readonly networkPhotos: number;
  /** New photos, and repetitions of a known one, that each server of the comparison gets. */
  readonly newPhotos: number;
  readonly knownPhotos: number;
  /** New photos for each number of clients. */
  readonly photosPerLoad: number;
  /** Faces that are enrolled for the measure of screening, and how often they are searched. */
  readonly enrolledFaces: number;
  readonly searches: number;
  readonly starts: number;
  /** Different photos for the measure of memory. */
  readonly memoryPhotos: number;
  readonly forced: ForcedSize;
};

/** About eight minutes on two cores. */
export const fullSize: BenchSize = {
  networkPhotos: 31,
  newPhotos: 40,
  knownPhotos: 100,
  photosPerLoad: 200,
  enrolledFaces: 100_000,
  searches: 101,
  starts: 7,
  memoryPhotos: 1000,
  forced: { rounds: 9, calls: 1000, files: 1000, uploads: 10_000 },
};

/** About two minutes on two cores. */
export const quickSize: BenchSize = {
  networkPhotos: 9,
  newPhotos: 12,
  knownPhotos: 30,
  photosPerLoad: 48,
  enrolledFaces: 100_000,
  searches: 31,
  starts: 3,
  memoryPhotos: 100,
  forced: { rounds: 3, calls: 300, files: 1000, uploads: 1000 },
};
