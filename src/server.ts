import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { buildApp, createProviders } from "./app.ts";
import { createEngine } from "./create-engine.ts";
import type { FaceEngine } from "./face/engine.ts";
import { createJournal } from "./journal/journal.ts";
import type { CallRecord } from "./journal/record.ts";
import { checkOptions, toOptions } from "./option-leaves.ts";
import type { Options, PartialOptions } from "./options.ts";
import { toPackagePath } from "./package-root.ts";
import { loadScenarios } from "./scenarios/load.ts";
import { createScenarioStore } from "./scenarios/store.ts";
import type { Services } from "./services.ts";

/** A running server. */
export type Server = {
  /** Such as `http://127.0.0.1:4090`, with the real port. */
  readonly url: string;
  readonly endpoints: readonly string[];
  /** Resolves when the networks are loaded and warm. */
  readonly ready: Promise<void>;
  /** Stops listening, waits a moment for calls under way and ends the engine. */
  close(): Promise<void>;
};

/** Replacements for what a server makes itself. */
export type ServerParts = {
  readonly engine?: FaceEngine;
  readonly record?: (call: CallRecord) => void;
  /** Hears what the user should know although nothing failed, such as a slower runtime. */
  readonly onNotice?: (message: string) => void;
};

/** How long calls under way may take to end after `close`. */
const drainMs = 700;

/**
 * Starts a server; it listens when the promise resolves, the networks load meanwhile (`ready`). Throws TypeError for bad options, ProblemsError for bad
 * scenario files, UnreadableScenariosError, or the system's error when the port cannot be had.
 */
export async function startServer(given: PartialOptions = {}, parts: ServerParts = {}): Promise<Server> {
  const options = toOptions(checkOptions(given));
  const providers = createProviders(options);
  const specs = providers.flatMap((provider) => provider.specs);
  const shipped = loadScenarios(toPackagePath("scenarios"), specs);
  const own = options.scenarios === null ? [] : loadScenarios(options.scenarios, specs);
  const engine = parts.engine ?? createEngine(options, parts.onNotice);
  const services: Services = {
    engine,
    scenarios: createScenarioStore(specs, shipped, own),
    now: () => performance.timeOrigin + performance.now(),
    createId: randomUUID,
    journal: createJournal(),
    record: parts.record ?? (() => undefined),
  };
  const app = await buildApp(options, providers, services).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  try {
    const url = await listen(app, options);
    return {
      url,
      endpoints: providers.flatMap((provider) => provider.endpoints),
      ready: engine.ready,
      async close() {
        const drained = app.close().catch(() => undefined);
        await Promise.race([drained, sleep(drainMs, undefined, { ref: false })]);
        app.server.closeAllConnections();
        await engine.close();
        await drained;
      },
    };
  } catch (error) {
    await Promise.all([app.close(), engine.close()]);
    throw error;
  }
}

async function listen(app: Awaited<ReturnType<typeof buildApp>>, { host, port }: Options): Promise<string> {
  await app.listen({ host, port });
  const address = app.server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${shown}:${actual}`;
}
