import Type from "typebox";
import { WebAddress } from "../../rest-framework/values.ts";
import { nullable } from "../schemas.ts";

/** The smallest payment. */
export const minimumDollars = 50;

const Amount = Type.String({
  pattern: "^-?\\d+\\.\\d{4}$",
  description: "Credits with four decimals; one is a dollar.",
});

/** Answer to the question for the balance. */
export const Balance = Type.Object(
  {
    balance: Amount,
    auto_refill_enabled: Type.Boolean(),
    auto_refill_amount: nullable(Amount),
    auto_refill_threshold: nullable(Amount),
  },
  { $id: "Balance", description: "What a key has left." },
);

/** Body of a request for a payment. */
export const TopUpBody = Type.Object(
  {
    amount_in_dollars: Type.Number({
      minimum: minimumDollars,
      description: "Ten digits at most, two of them decimals; a text with the number is taken too.",
    }),
    success_url: Type.Optional(WebAddress),
    cancel_url: Type.Optional(WebAddress),
  },
  { $id: "TopUpBody" },
);

/** Answer to a request for a payment. */
export const TopUp = Type.Object(
  {
    checkout_session_id: Type.String({ pattern: "^cs_" }),
    checkout_session_url: Type.String({ format: "uri", description: "Where to pay." }),
  },
  { $id: "TopUp", description: "A payment that waits for its payer." },
);

/** The payment as its page shows it to programs. */
export const CheckoutSession = Type.Object(
  {
    checkout_session_id: Type.String({ pattern: "^cs_" }),
    status: Type.Enum(["complete", "open"]),
    amount_in_dollars: Type.String({ pattern: "^\\d+\\.\\d{2}$" }),
    redirect_url: nullable(Type.String({ format: "uri", description: "Where the payer goes on." })),
  },
  { $id: "CheckoutSession", description: "A payment." },
);
