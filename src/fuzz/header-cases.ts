import { toForm, toFormRequest, toPrefix } from "./calls.ts";
import type { FuzzCase } from "./case.ts";
import { headMutations } from "./head-mutations.ts";
import { createRandom } from "./random.ts";
import type { CaseContext } from "./world.ts";

/** A valid call whose method, path, query or headers were mutated. */
export function createHeaderCase({ world, caller, number }: CaseContext): FuzzCase {
  const random = createRandom(`${world.seed} headers`, number);
  const call = random.pick(world.calls);
  const unmutated = toFormRequest(call, toForm(call), caller);
  const mutation = random.pick(headMutations);
  const { request, expectation } = mutation.change(unmutated, random, toPrefix(caller), call.path);
  const isKept = expectation.statuses?.length === 1 && expectation.statuses[0] === 200;
  return {
    kind: "headers",
    number,
    steps: [call.name, mutation.name],
    request,
    cuts: [],
    expectation: {
      operation: call.operation,
      isAnswerDue: true,
      isRepeatable: true,
      ...(isKept ? { sameAs: { name: call.name, request: unmutated } } : {}),
      ...expectation,
    },
  };
}
