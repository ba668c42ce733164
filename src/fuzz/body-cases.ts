import { breakingMutations } from "./breaking-mutations.ts";
import { byteMutations } from "./byte-mutations.ts";
import { type FormCall, toForm, toFormRequest } from "./calls.ts";
import { type Effect, type Expectation, type FuzzCase, joinEffects } from "./case.ts";
import { writeForm } from "./form.ts";
import { type FormMutation, keepingMutations } from "./keeping-mutations.ts";
import { createRandom, type Random } from "./random.ts";
import { withBody } from "./wire.ts";
import { wireMutations } from "./wire-mutations.ts";
import type { CaseContext } from "./world.ts";

const keepingWire = wireMutations.slice(0, 4);

/** A call with a form to which one to five things were done. */
export function createBodyCase({ world, caller, number }: CaseContext): FuzzCase {
  const random = createRandom(`${world.seed} bodies`, number);
  const call = random.pick(world.calls);
  const steps = [call.name];
  const effects: Effect[] = [];
  let form = toForm(call);
  const mutate = (mutation: FormMutation) => {
    const changed = mutation.change(form, random, call);
    if (!changed) return;
    form = changed.form;
    effects.push(changed.effect);
    steps.push(mutation.name);
  };
  const style = random.pick(["keep", "keep", "break", "break", "bytes", "wire"] as const);
  for (const mutation of pickSome(keepingMutations, random.between(style === "keep" ? 1 : 0, 4), random))
    mutate(mutation);
  if (style === "break") mutate(random.pick(breakingMutations));
  const unmutated = toFormRequest(call, toForm(call), caller);
  let request = toFormRequest(call, form, caller);
  if (style === "bytes") {
    const mutation = random.pick(byteMutations);
    const other = writeForm(toForm(random.pick(world.calls)));
    request = withBody(request, mutation.change(request.body, random, other));
    effects.push("open");
    steps.push(mutation.name);
  }
  let isAnswerDue = true;
  const isWireChanged = style === "wire" || random.chance(0.2);
  if (isWireChanged) {
    const mutation = random.pick(style === "wire" ? wireMutations : keepingWire);
    const changed = mutation.change(request, random);
    request = changed.request;
    effects.push(changed.effect);
    isAnswerDue = changed.isAnswerDue ?? true;
    steps.push(mutation.name);
  }
  return {
    kind: "bodies",
    number,
    steps,
    request,
    cuts: random.chance(0.2) ? createCuts(request.body.length, random) : [],
    expectation: {
      ...toExpectation(call, joinEffects(effects)),
      ...(isAnswerDue && joinEffects(effects) === "keeps"
        ? { sameAs: { name: call.name, request: unmutated } }
        : {}),
      isAnswerDue,
    },
  };
}

function toExpectation({ operation, status }: FormCall, effect: Effect): Expectation {
  const always = { operation, isAnswerDue: true, isRepeatable: true };
  if (effect === "open") return { ...always, statuses: [200, 400, 401, 413, 415] };
  return { ...always, statuses: effect === "keeps" ? [status] : effect.refused };
}

/** Some of the items, each at most once, in the order of the list. */
function pickSome<T>(items: readonly T[], count: number, random: Random): T[] {
  const ranked = items.map((item, index) => ({ item, index, rank: random.below(1e6) }));
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, count)
    .toSorted((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

/** Up to twelve places behind each other in a body. */
export function createCuts(length: number, random: Random): number[] {
  return Array.from({ length: random.between(1, 12) }, () => random.below(length + 1)).sort((a, b) => a - b);
}
