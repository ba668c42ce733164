import Type from "typebox";

// Sums of so much are still counted exactly in ten-thousandths.
const maxCredits = 1_000_000_000;

const credits = (description: string, keywords: { readonly alias?: string } = {}) =>
  Type.Union([Type.Null(), Type.Number({ minimum: 0, maximum: maxCredits })], {
    default: null,
    description,
    ...keywords,
  });
const price = (check: string) =>
  Type.Number({
    minimum: 0,
    maximum: maxCredits,
    default: 1,
    description: `Credits that a completed ${check} costs.`,
  });

/** Settings of Didit's balances. One credit a check lets `--credits 10` mean ten checks; the vendor's own prices are fractions of it. */
export const creditOptions = {
  credits: credits("Credits with which every key begins; without it none runs dry.", { alias: "credits" }),
  accountCredits: credits(
    "Credits with which the key of a new account begins, instead of those of every key.",
  ),
  prices: Type.Object({
    passiveLiveness: price("passive liveness check"),
    faceMatch: price("face match"),
    faceSearch: price("face search"),
    ageEstimation: price("age estimation"),
  }),
};
