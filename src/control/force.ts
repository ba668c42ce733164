import { type CallAdmin, parseAnswer, toSegment } from "./call-admin.ts";
import type { Delay, Outcome, Scenario, Stage, Step, When } from "./scenario-types.ts";
import type { OperationId, ReadyScenarioId, WarningName } from "./words.ts";

/** An outcome, a warning such as `LOW_FACE_QUALITY`, or the id of a scenario that the server has, such as `low-liveness-score`. */
export type Forced = Outcome | WarningName | ReadyScenarioId | (string & {});

/** Which of the next calls are forced, and how. */
export type ForceOptions = {
  /** One or several operations; every one when left out. */
  readonly operation?: OperationId | readonly OperationId[];
  /** Which calls; all when left out. */
  readonly when?: When;
  /** How many calls, 1 unless it is given. */
  readonly times?: number;
  /** How long the answers are held back, such as `"2s"`. */
  readonly delay?: Delay;
  readonly stage?: Stage;
  /** 0..1: the share of the calls that are answered so. */
  readonly chance?: number;
  /** Permits what contradicts itself, such as approval beside a declining warning. */
  readonly allow_inconsistent?: boolean;
};

/** The body of an order for the next calls; a scenario of the server is asked for. */
export async function toOrder(
  call: CallAdmin,
  forced: Forced,
  options: ForceOptions,
): Promise<Readonly<Record<string, unknown>>> {
  if (typeof forced !== "string" || forced === "real") return { ...options, outcome: forced };
  if (/^[A-Z][A-Z_]*$/.test(forced)) return { ...options, outcome: { warnings: [forced] } };
  const answer = await call(`scenarios/${toSegment(forced)}`);
  const { scenario } = parseAnswer<{ scenario: Scenario }>(answer);
  const { operation, stage, allow_inconsistent, steps = [scenario as Step] } = scenario;
  const { times, delay, chance, ...choice } = options;
  const manner = toGiven({ times, delay, chance });
  return {
    ...toGiven({ operation, stage, allow_inconsistent }),
    ...choice,
    steps: steps.map((step) => ({
      ...toGiven({ outcome: step.outcome, times: step.times, delay: step.delay, chance: step.chance }),
      ...manner,
    })),
  };
}

function toGiven(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
