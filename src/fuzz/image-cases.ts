import { byteMutations } from "./byte-mutations.ts";
import { type FormCall, toForm, toFormRequest } from "./calls.ts";
import type { Effect, Expectation, FuzzCase } from "./case.ts";
import { changePart, toField } from "./form.ts";
import { pictureMutations } from "./picture-mutations.ts";
import type { Picture } from "./pictures.ts";
import { createRandom, type Random } from "./random.ts";
import type { CaseContext, World } from "./world.ts";

/** A call whose picture was mutated. */
export function createImageCase({ world, caller, number }: CaseContext): FuzzCase {
  const random = createRandom(`${world.seed} images`, number);
  const call = pickCall(world, random);
  const { picture, steps, bytes, effect } = createPicture(world, random);
  const toRequest = (content: Buffer) => {
    const image = call.images[0] ?? "";
    const form = changePart(toForm(call), image, (part) => ({
      ...part,
      content,
      filename: `photo.${picture.extension}`,
    }));
    const isTurned = isTurning && call.booleanField === "rotate_image";
    return toFormRequest(
      call,
      isTurned ? changePart(form, "rotate_image", () => toField("rotate_image", "true")) : form,
      caller,
    );
  };
  const isTurning = random.chance(0.05);
  return {
    kind: "images",
    number,
    steps: [call.name, picture.name, ...steps],
    request: toRequest(bytes),
    cuts: [],
    expectation: {
      ...toExpectation(call, effect),
      ...(effect === "keeps" && picture.isTaken
        ? {
            sameAs: {
              name: `${call.name}, ${picture.name}${isTurning ? ", turned" : ""}`,
              request: toRequest(picture.bytes),
            },
          }
        : {}),
    },
  };
}

function pickCall({ calls }: World, random: Random): FormCall {
  const withImages = calls.filter(({ images, name }) => images.length > 0 && !name.includes("without"));
  const [most] = withImages;
  return most && random.chance(0.5) ? most : random.pick(withImages);
}

type Mutated = {
  readonly picture: Picture;
  readonly steps: readonly string[];
  readonly bytes: Buffer;
  readonly effect: Effect;
};

function createPicture({ pictures, oddSizes, bombs }: World, random: Random): Mutated {
  if (random.chance(0.02)) {
    const bomb = random.pick(bombs);
    return {
      picture: bomb,
      steps: [],
      bytes: bomb.bytes,
      effect: bomb.isTooLarge ? { refused: [400] } : "open",
    };
  }
  if (random.chance(0.03)) {
    const picture = random.pick(oddSizes);
    return { picture, steps: [], bytes: picture.bytes, effect: "keeps" };
  }
  const picture = random.pick(pictures);
  const untaken: Effect = picture.isTaken ? "keeps" : { refused: [400] };
  if (random.chance(0.05)) return { picture, steps: [], bytes: picture.bytes, effect: untaken };
  if (random.chance(0.5)) {
    const mutation = random.pick(pictureMutations);
    const changed = mutation.change(picture, random);
    if (changed)
      return {
        picture,
        steps: [mutation.name],
        bytes: changed.bytes,
        effect: changed.effect === "keeps" ? untaken : changed.effect,
      };
  }
  const mutation = random.pick(byteMutations);
  const other = random.pick(pictures);
  const bytes = mutation.change(picture.bytes, random, other.bytes);
  return { picture, steps: [mutation.name], bytes, effect: "open" };
}

function toExpectation({ operation, hasExtensionRule, name }: FormCall, effect: Effect): Expectation {
  const always = { operation, isAnswerDue: true, isRepeatable: true };
  // Apptenticate answers a picture that cannot be read with 200 and code 708, and only an empty file with 400.
  if (!hasExtensionRule) return { ...always, statuses: effect === "open" ? [200, 400] : [200] };
  // A face search without a face is refused by the contract.
  if (effect === "keeps") return { ...always, statuses: name === "face-search" ? [200, 400] : [200] };
  return { ...always, statuses: effect === "open" ? [200, 400] : effect.refused };
}
