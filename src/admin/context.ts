import type { FastifyRequest } from "fastify";
import type { Metrics } from "../metrics/metrics.ts";
import type { Options } from "../options.ts";
import type { ApiDocument, Provider, SessionConsole } from "../providers/provider.ts";
import type { ReloadResult } from "../scenarios/files.ts";
import type { OperationSpec } from "../scenarios/scenario.ts";
import type { Services } from "../services.ts";

/** What the admin surface speaks about. */
export type AdminContext = {
  readonly services: Services;
  readonly options: Options;
  readonly specs: readonly OperationSpec[];
  /** What the vendors' contracts make of calls that were not made. */
  readonly imagine: NonNullable<Provider["imagine"]>;
  /** Lines such as `POST /v3/face-match/`. */
  readonly endpoints: readonly string[];
  /** OpenAPI documents of the vendors' APIs. */
  readonly documents: readonly ApiDocument[];
  /** Saved calls, of the vendor that has a console over them. */
  readonly sessions: SessionConsole;
  /** Counts for Prometheus; absent where nobody counts. */
  readonly metrics?: Pick<Metrics, "render"> | undefined;
  /** What became of the scenario files when they were read last. */
  readonly readFiles: () => ReloadResult;
  /** Reads the scenario files again. */
  readonly reload: () => Promise<ReloadResult>;
  /** Address of the emulated API as the caller of this request can reach it, without a slash at its end. */
  readonly toBaseUrl: (request: Pick<FastifyRequest, "protocol" | "host">) => string;
  /** The CA that clients must trust for HTTPS, as PEM; undefined without HTTPS or when only the user knows it. */
  readonly readAuthority: () => string | undefined;
};
