import type { FastifyInstance } from "fastify";
import { listen, toBaseUrl } from "./addresses.ts";
import type { AdminContext } from "./admin/context.ts";
import { buildAdminApp, buildApp, createConsole, createProviders } from "./app.ts";
import type { Admin } from "./control/admin.ts";
import { connect } from "./control/connect.ts";
import { createEngine } from "./create-engine.ts";
import type { FaceEngine } from "./face/engine.ts";
import { endConnections } from "./http/end-connections.ts";
import { createIdentity, parseTime } from "./identity.ts";
import type { CallRecord } from "./journal/record.ts";
import { createMetrics, type Metrics } from "./metrics/metrics.ts";
import { checkOptions, toOptions } from "./option-leaves.ts";
import type { Options, PartialOptions } from "./options.ts";
import { readVersion, toPackagePath } from "./package-root.ts";
import { createImagine } from "./providers/provider.ts";
import type { Mail } from "./sandbox/mail.ts";
import { loadPhotoBlocklist, noPhotos } from "./sandbox/photo-blocklist.ts";
import { listPhotos } from "./sandbox/photo-folder.ts";
import { startFileStore } from "./sandbox/store/file-store.ts";
import type { StateStore } from "./sandbox/store/state-store.ts";
import { createScenarioFiles } from "./scenarios/files.ts";
import { loadScenarios } from "./scenarios/load.ts";
import { toSignature } from "./scenarios/signature.ts";
import { createIdleWatch, startWatch } from "./scenarios/watch.ts";
import { createServices } from "./services.ts";
import type { TlsFront } from "./tls/tls-front.ts";
import { checkTlsSettings } from "./tls/tls-settings.ts";

/** A running server. */
export type Server = {
  /** Such as `http://127.0.0.1:4090`, with the real port; an https address with `tls`. */
  readonly url: string;
  /** Where the admin surface is: the same address unless it has a port of its own. */
  readonly adminUrl: string;
  /** The admin surface as an object, with the server's own token. */
  readonly admin: Admin;
  /** The same two addresses over plain HTTP, which is answered with `tls` too. */
  readonly plainUrl: string;
  readonly plainAdminUrl: string;
  /** The CA that clients must trust, as PEM; null without `tls`, and when a certificate of your own does not contain it. */
  readonly ca: string | null;
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
  /** Hears of the mails that a vendor would have sent, with the codes in them, and of the space they belong to. */
  readonly onMail?: (spaceId: string, mail: Mail) => void;
  /** Hears what the user should know although nothing failed, such as a slower runtime. */
  readonly onNotice?: (message: string) => void;
};

/** What a space keeps in a data file of saved calls and faces; the oldest go first. */
const keptInFile = { session: 100_000, face: 100_000 };
/**
 * Starts a server; it listens when the promise resolves, the networks load meanwhile (`ready`). Throws TypeError for bad options, ProblemsError for bad
 * scenario files, UnreadableScenariosError, UnreadableBlocklistError, TlsError, or the system's error when the port cannot be had.
 */
export async function startServer(given: PartialOptions = {}, parts: ServerParts = {}): Promise<Server> {
  const options = toOptions(checkOptions(given));
  checkTlsSettings(options);
  const providers = createProviders(options);
  const specs = providers.flatMap((provider) => provider.specs);
  const endpoints = providers.flatMap((provider) => provider.endpoints);
  const directory = options.scenarios;
  const signature = directory === null ? "" : toSignature(directory);
  const files = createScenarioFiles(
    loadScenarios(toPackagePath("scenarios"), specs, "shipped"),
    directory === null ? [] : loadScenarios(directory, specs),
  );
  // Before the engine begins to load, which would have to be ended again.
  const blocked = options.blocklist === null ? null : listPhotos(options.blocklist);
  const tls = options.tls ? await startTls(options, parts) : undefined;
  let metrics: Metrics | undefined;
  const engine =
    parts.engine ??
    createEngine(options, {
      onNotice: parts.onNotice,
      onAnalysis: (seconds) => metrics?.observeInference(seconds),
      onLookup: (isHit) => metrics?.countCache(isHit),
    });
  const identity = createIdentity(options.seed, options.now === null ? null : parseTime(options.now));
  const store = options.data === null ? undefined : await openStore(options.data, engine);
  const photoBlocklist = blocked ? loadPhotoBlocklist(blocked, engine, parts.onNotice) : noPhotos;
  const services = createServices({
    ...(store ? { store } : {}),
    photoBlocklist,
    options,
    specs,
    engine,
    identity,
    files,
    record(call) {
      const { operation, outcome, status } = call;
      metrics?.countCall({ operation: operation ?? "none", outcome, status: status ?? 0 });
      parts.record?.(call);
    },
    onMail: (space, mail) => parts.onMail?.(space.id, mail),
  });
  const { spaces } = services;
  const sum = (read: (journal: typeof spaces.default.journal) => number) =>
    spaces.list().reduce((total, { space }) => total + read(space.journal), 0);
  metrics = await createMetrics({
    journalRecords: () => sum(({ size }) => size),
    journalBytes: () => sum(({ bytes }) => bytes),
    spaces: () => spaces.size,
    version: readVersion(),
  });
  const watch =
    directory === null
      ? createIdleWatch(identity.now())
      : startWatch(directory, signature, specs, files, identity.now, parts.onNotice);
  const apps: FastifyInstance[] = [];
  const close = async () => {
    spaces.close();
    metrics?.close();
    photoBlocklist.close();
    tls?.close();
    const drained = Promise.all(apps.map((app) => app.close().catch(() => undefined)));
    await endConnections(apps, drained);
    await Promise.all([watch.close(), engine.close(), services.webhooks.close()]);
    await drained;
    await store?.close();
  };
  try {
    const context: AdminContext = {
      services,
      options,
      specs,
      imagine: createImagine(providers),
      endpoints,
      documents: providers.flatMap((provider) => provider.documents),
      sessions: createConsole(providers, services),
      metrics,
      readFiles: () => watch.result,
      reload: () => watch.reload(),
      toBaseUrl: (request) => toBaseUrl(request, apps[0], options),
      readAuthority: () => tls?.readAuthority(),
    };
    apps.push(await buildApp(options, providers, context, tls));
    if (options.admin.port !== null) apps.push(await buildAdminApp(options, context, tls));
    const [main, admin = main] = await Promise.all(
      apps.map((app, index) =>
        listen(app, options.host, (index === 0 ? options.port : options.admin.port) ?? 0, options.tls),
      ),
    );
    return {
      url: main?.url ?? "",
      adminUrl: admin?.url ?? "",
      plainUrl: main?.plainUrl ?? "",
      plainAdminUrl: admin?.plainUrl ?? "",
      ca: tls?.readAuthority() ?? null,
      // Over plain HTTP: nobody has told fetch to trust the CA.
      admin: connect(admin?.plainUrl ?? "", {
        token: options.admin.token ?? undefined,
        baseUrl: main?.url,
      }),
      endpoints,
      ready: engine.ready,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** HTTPS, whose code is only loaded for those who want it. */
async function startTls(options: Options, { onNotice = () => undefined }: ServerParts): Promise<TlsFront> {
  const { startTlsFront } = await import("./tls/tls-front.ts");
  return startTlsFront(options, onNotice);
}

/** The data file's store; the engine that has begun to load is ended when it cannot be had. */
async function openStore(file: string, engine: FaceEngine): Promise<StateStore> {
  try {
    return await startFileStore(file, { keep: keptInFile });
  } catch (error) {
    await engine.close();
    throw error;
  }
}
