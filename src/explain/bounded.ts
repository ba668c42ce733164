import type { ExplainedScenario, Explanation } from "./explanation.ts";

const maxBytes = 4000;
const maxText = 160;
const maxDifferences = 6;

/** The explanation in at most 4 kB of JSON: long texts are cut, then the farthest scenarios and the last hints go. */
export function toBounded(explanation: Explanation): Explanation {
  const { hints, scenarios } = explanation;
  let bounded: Explanation = {
    ...explanation,
    hints: hints.map(cut),
    scenarios: scenarios.map(cutScenario),
  };
  while (measure(bounded) > maxBytes && bounded.scenarios.length > 0)
    bounded = { ...bounded, scenarios: bounded.scenarios.slice(0, -1), omitted: bounded.omitted + 1 };
  while (measure(bounded) > maxBytes && bounded.hints.length > 0)
    bounded = { ...bounded, hints: bounded.hints.slice(0, -1) };
  return bounded;
}

function cutScenario({ differences, hints, ...scenario }: ExplainedScenario): ExplainedScenario {
  return {
    ...scenario,
    differences: differences.slice(0, maxDifferences).map(({ selector, want, got }) => ({
      selector: cut(selector),
      want: cut(want),
      got: got === null ? null : cut(got),
    })),
    hints: hints.slice(0, maxDifferences).map(cut),
  };
}

function measure(explanation: Explanation): number {
  return Buffer.byteLength(JSON.stringify(explanation));
}

function cut(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText)}…` : text;
}
