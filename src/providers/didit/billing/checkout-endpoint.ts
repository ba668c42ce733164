import type { FastifyInstance, FastifyRequest } from "fastify";
import { formatUnits } from "../../../sandbox/credits.ts";
import type { WireResponse } from "../../provider.ts";
import { addEndpoint } from "../../rest-framework/endpoint.ts";
import { messages } from "../../rest-framework/messages.ts";
import { type Checkout, findCheckout, payCheckout } from "./checkout.ts";
import { renderPage } from "./checkout-page.ts";
import { showCheckoutEndpoint } from "./endpoints.ts";
import { CheckoutSession } from "./schemas.ts";
import { openCredits } from "./wallets.ts";

/** The page that stands in for the vendor's payment service: GET shows it, POST confirms it, or cancels it with `?action=cancel`. */
export function addCheckoutPage(app: FastifyInstance): void {
  addEndpoint(app, {
    paths: showCheckoutEndpoint.paths,
    method: ["GET", "POST"],
    async admit(request) {
      request.notes.operation = showCheckoutEndpoint.id;
      return undefined;
    },
    handle: async (request) => ({ response: await answer(request) }),
  });
}

async function answer(request: FastifyRequest): Promise<WireResponse> {
  const { id } = request.params as { id: string };
  const { action } = request.query as { action?: unknown };
  const { store, clock } = request.space;
  const isPaying = request.method === "POST" && action !== "cancel";
  const checkout = isPaying
    ? await payCheckout(store, id, clock.now(), openCredits(request.space))
    : await findCheckout(store, id, clock.now());
  const isJson = wantsJson(request.headers.accept);
  if (!checkout) return isJson ? { status: 404, body: { detail: messages.notFound } } : notFoundPage();
  const target = toTarget(isPaying ? checkout.successUrl : checkout.cancelUrl, id);
  if (isJson) return renderJson(checkout, id, request.method === "POST" ? target : null);
  if (request.method === "POST" && target !== null)
    return { status: 303, body: undefined, headers: toRedirect(target), raw: Buffer.alloc(0) };
  return showPage(checkout, id, request.method === "POST");
}

function renderJson({ isPaid, units }: Checkout, id: string, target: string | null): WireResponse {
  const body = {
    checkout_session_id: id,
    status: isPaid ? "complete" : "open",
    amount_in_dollars: formatUnits(units, 2),
    redirect_url: target,
  };
  return { status: 200, body, headers: { vary: "accept" }, schema: CheckoutSession };
}

function showPage({ isPaid, units, successUrl }: Checkout, id: string, isCancelled: boolean): WireResponse {
  const amount = `$${formatUnits(units, 2)}`;
  if (isPaid)
    return renderPage({
      status: 200,
      title: "Paid",
      lines: [`${amount} were added to the balance.`, id],
      link: toTarget(successUrl, id),
    });
  return renderPage({
    status: 200,
    title: isCancelled ? "Cancelled" : `Add ${amount} to the balance`,
    lines: [
      isCancelled
        ? "Nothing was added. The payment can still be confirmed."
        : "This is Stuntface: no money moves.",
      id,
    ],
    isPayable: true,
  });
}

function notFoundPage(): WireResponse {
  return renderPage({
    status: 404,
    title: "Not found",
    lines: ["There is no such payment, or it has expired."],
  });
}

function toRedirect(location: string): Record<string, string> {
  return { location, "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
}

/** The address as it may stand in a header; the vendor's payment service puts the id in the place of its placeholder. */
function toTarget(url: string | null, id: string): string | null {
  return url === null ? null : new URL(url.replaceAll("{CHECKOUT_SESSION_ID}", id)).href;
}

function wantsJson(accept = ""): boolean {
  return /application\/json/i.test(accept) && !/text\/html/i.test(accept);
}
