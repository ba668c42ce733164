import type { BenchResult } from "./result.ts";
import type { Row } from "./row.ts";

const facesOfTarget = 100_000;
const limitMs = 10;

/** What searching the enrolled faces adds to a check, whatever runtime found the face. */
export function toScreeningRows({ screening }: Pick<BenchResult, "screening">): Row[] {
  const { faces, personsMs, onePersonMs } = screening;
  const toRow = (name: string, ms: number): Row => ({
    name,
    unit: "ms",
    values: { native2: ms },
    target: {
      text: `<= ${limitMs} ms with ${facesOfTarget.toLocaleString("en")}`,
      isMet: faces >= facesOfTarget ? ms <= limitMs : undefined,
    },
  });
  const name = `screening ${faces.toLocaleString("en")} enrolled faces`;
  return [toRow(name, personsMs), toRow(`${name}, all near enough`, onePersonMs)];
}
