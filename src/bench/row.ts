import type { ByRuntime } from "./runtimes.ts";

/** What has to be reached; `isMet` is undefined where this run cannot tell. */
export type Target = { readonly text: string; readonly isMet: boolean | undefined };

/** One line of the table. Values of the default server stand in the column of its runtime, one thread of ONNX Runtime. */
export type Row = {
  readonly name: string;
  readonly unit: "ms" | "photos/s" | "MB" | "%";
  readonly values: ByRuntime<number>;
  readonly target?: Target;
};

/** How many times the time of the default runtime face-api on TensorFlow.js takes; undefined unless both were measured. */
export function measureRatio({ values: { native2, tfjs } }: Pick<Row, "values">): number | undefined {
  return native2 === undefined || tfjs === undefined ? undefined : tfjs / native2;
}
