import type { FastifyInstance } from "fastify";
import type { TSchema } from "typebox";
import type { FaceFacts } from "../face/facts.ts";
import type { Form } from "../http/form.ts";
import type { OpenApiDocument } from "../openapi/document.ts";
import type { Options } from "../options.ts";
import type { Space } from "../sandbox/space.ts";
import type { OperationSpec, Overlay } from "../scenarios/scenario.ts";
import type { Names } from "../scenarios/selection.ts";
import type { Services } from "../services.ts";

/** What goes back to the client; `schema` tells how numbers of `body` are written. */
export type WireResponse = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly schema?: TSchema;
  /** Sent as it is instead of `body`, without a content type of the vendor's. */
  readonly raw?: Buffer;
};

/** One uploaded picture. */
export type ImageInput = {
  readonly name: string;
  readonly filename: string;
  readonly bytes: Buffer;
  /** Pixels of the upright picture; undefined for what is no picture. */
  readonly widthPx?: number;
  readonly heightPx?: number;
};

/** A request that passed authentication and validation. */
export type ParsedRequest = {
  readonly images: readonly ImageInput[];
  readonly rotate: boolean;
  /** Text parts by name, as typed by the contract. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Who calls, where only the body tells it. */
  readonly username?: string | undefined;
};

/** Identity of one answer. */
export type AnswerMeta = { readonly requestId: string; readonly now: number; readonly answerNumber: number };

/** One check of a provider: how facts become a verdict, and how a verdict is forced and rendered. */
export interface Operation<Request extends ParsedRequest = ParsedRequest, Verdict = unknown> {
  readonly spec: OperationSpec;
  /** The verdict on the facts of `request.images`, in their order; `space` knows what came before. */
  decide(facts: readonly FaceFacts[], request: Request, space: Space): Verdict | Promise<Verdict>;
  /** The verdict when pictures cannot be read; throws a refusal where the contract refuses such requests. */
  decideUnreadable(images: readonly ImageInput[]): Verdict;
  /** Whether nothing of the facts is left in the answer after the overlay, so that they need not be looked for. */
  isFixedBy(overlay: Overlay): boolean;
  /** The verdict, changed as a scenario demands, and consistent again. */
  force(verdict: Verdict, overlay: Overlay, request: Request): Verdict;
  render(verdict: Verdict, request: Request, meta: AnswerMeta): WireResponse;
  /** The response of a named error at `now`, in milliseconds since 1970. */
  renderError(error: string, now: number): WireResponse;
}

/** What a person does with saved calls in a vendor's console. */
export type SessionConsole = {
  readonly list: (space: Space, limit: number) => Promise<readonly object[]>;
  readonly find: (space: Space, id: string) => Promise<object | undefined>;
  /** Sets the status; undefined when no such call is saved. */
  readonly decide: (space: Space, id: string, status: string) => Promise<object | undefined>;
};

/** An OpenAPI document of a vendor's API with the standard settings, kept in `openapi/NAME.json`. */
export type ApiDocument = {
  readonly name: string;
  readonly title: string;
  /** Whether a space with these settings answers as the document says. */
  readonly fits: (options: Options) => boolean;
  readonly create: () => OpenApiDocument;
};

/** A vendor. Adding one means one folder and one line in `app.ts`. */
export interface Provider {
  readonly name: string;
  /** What scenarios can force. */
  readonly specs: readonly OperationSpec[];
  /** Lines for the banner, such as `POST /v3/face-match/`. */
  readonly endpoints: readonly string[];
  register(app: FastifyInstance, services: Services): Promise<void>;
  /** The OpenAPI documents of its API. */
  readonly documents: readonly ApiDocument[];
  /** The vendor's console over saved calls, where it has one. */
  readonly createConsole?: (services: Services) => SessionConsole;
  /** What the contract makes of a call of the operation that was not made, so that it can be explained; nothing is counted. */
  imagine?(operation: string, form: Form, caller: ImaginedCaller, space: Space): Imagined | undefined;
}

/** Who would call. */
export type ImaginedCaller = {
  readonly apiKey?: string | undefined;
  readonly username?: string | undefined;
};

/** What the contract makes of a call that was not made. */
export type Imagined = {
  /** Text parts as typed by the contract, with its defaults. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly username?: string | undefined;
  readonly names: Names;
  /** The key that orders an answer before the body is read. */
  readonly orderedBy?: string | undefined;
  readonly violations: readonly string[];
  /** Why the contract refuses it, if it does. */
  readonly refusal?: string | undefined;
};

/** Makes a provider for the options of one server. */
export type CreateProvider = (options: Options) => Provider;

/** Asks the provider that has the operation. */
export function createImagine(providers: readonly Provider[]): NonNullable<Provider["imagine"]> {
  return (...given) => {
    for (const provider of providers) {
      const imagined = provider.imagine?.(...given);
      if (imagined) return imagined;
    }
    return undefined;
  };
}
