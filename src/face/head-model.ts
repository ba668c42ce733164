/**
 * A landmark of the generic head: x to the right border of the image, y up, z towards the camera; centimetres
 * of an average adult.
 */
export type ModelPoint = {
  readonly landmark: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Share in the fit; points that move with the expression count less. */
  readonly weight: number;
};

/**
 * Starts from the 14 anthropometric points that `lincolnhard/head-pose-estimation` publishes (brows, eye
 * corners, nose wings, mouth, chin) and a nose tip. They are fitted to how face-api's landmark network marks
 * 123 photographed faces and turned so that the median of these looks straight ahead, because that network
 * sets wings, brows and chin elsewhere than the anatomist: the residual fell from 0.75 to 0.27 cm.
 */
export const HEAD_MODEL: readonly ModelPoint[] = [
  ...mirror(17, 26, { x: 6.2, y: 6.4, z: 4.4, weight: 0.5 }),
  ...mirror(21, 22, { x: 2.0, y: 6.7, z: 7.0, weight: 0.5 }),
  ...mirror(36, 45, { x: 4.65, y: 4.75, z: 4.8, weight: 1 }),
  ...mirror(39, 42, { x: 2.05, y: 4.55, z: 5.35, weight: 1 }),
  ...mirror(31, 35, { x: 1.25, y: -0.25, z: 6.65, weight: 1 }),
  ...mirror(48, 54, { x: 2.85, y: -2.55, z: 4.75, weight: 0.5 }),
  { landmark: 30, x: 0, y: 0.45, z: 8.8, weight: 1 },
  { landmark: 57, x: 0, y: -4.0, z: 6.15, weight: 0.25 },
  { landmark: 8, x: 0, y: -7.15, z: 4.0, weight: 0.5 },
];

function mirror(left: number, right: number, point: Omit<ModelPoint, "landmark">): ModelPoint[] {
  return [
    { ...point, landmark: left, x: -point.x },
    { ...point, landmark: right },
  ];
}
