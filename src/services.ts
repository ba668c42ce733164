import type { FaceEngine } from "./face/engine.ts";
import { createFingerprints, type Fingerprints } from "./face/fingerprints.ts";
import type { Identity } from "./identity.ts";
import { createImageRing, type ImageRing } from "./journal/image-ring.ts";
import { createJournal } from "./journal/journal.ts";
import { createMeasurements, type Measurements } from "./journal/measurements.ts";
import type { CallRecord } from "./journal/record.ts";
import type { Options } from "./options.ts";
import { createClock } from "./sandbox/clock.ts";
import type { Mail } from "./sandbox/mail.ts";
import { noPhotos, type PhotoBlocklist } from "./sandbox/photo-blocklist.ts";
import type { SavedEvent } from "./sandbox/saved-event.ts";
import type { Space } from "./sandbox/space.ts";
import { bindSpaceStore } from "./sandbox/space-store.ts";
import { createSpaces, type Spaces } from "./sandbox/spaces.ts";
import { createMemoryStore } from "./sandbox/store/memory-store.ts";
import type { StateStore } from "./sandbox/store/state-store.ts";
import type { WebhookQueueOptions } from "./sandbox/webhook/queue.ts";
import { createWebhooks, type Webhooks } from "./sandbox/webhooks.ts";
import type { ScenarioFiles } from "./scenarios/files.ts";
import { createDraw } from "./scenarios/random.ts";
import type { OperationSpec } from "./scenarios/scenario.ts";
import { createScenarioStore } from "./scenarios/store.ts";

/** What is made once for a server and handed on. Tests replace parts of it. */
export type Services = {
  readonly engine: FaceEngine;
  /** What the networks are doing. */
  readonly readEngine: () => EngineState;
  readonly identity: Identity;
  readonly spaces: Spaces;
  /** Perceptual hashes of pictures seen before. */
  readonly fingerprints: Fingerprints;
  /** What was found in the pictures of the last calls. */
  readonly measurements: Measurements;
  /** Uploads that the user asked to keep. */
  readonly images: ImageRing;
  /** State of all spaces. */
  readonly store: StateStore;
  readonly webhooks: Webhooks;
  /** Hears of every saved call; never waits. */
  readonly onSaved: (event: SavedEvent, space: Space) => void;
  /** Hears of every answered call. */
  readonly record: (call: CallRecord) => void;
  /** Hears of every mail that a vendor would have sent. */
  readonly onMail: (space: Space, mail: Mail) => void;
};

/** How far an engine is. */
export type EngineState = { readonly status: "loading" | "ready" | "failed"; readonly error?: string };

/** What services are made from. */
export type ServiceParts = Pick<Services, "engine" | "identity" | "record" | "onMail"> & {
  readonly options: Options;
  readonly specs: readonly OperationSpec[];
  readonly files: ScenarioFiles;
  /** Where state is kept; in memory unless given. */
  readonly store?: StateStore;
  readonly webhookOptions?: Partial<WebhookQueueOptions>;
  /** Faces that no space lets pass; none unless given. */
  readonly photoBlocklist?: PhotoBlocklist;
};

/** All journals of a server together hold no more than eight full ones. */
const maxJournalBytes = 64 * 1024 * 1024;
/** What a space keeps in memory of saved calls and faces; the oldest go first. */
const keptInMemory = { session: 1_000, face: 100_000 };
/** Chance repeats from run to run even where no seed is given. */
const standardSeed = "stuntface";

/** The services of one server. */
export function createServices({
  options,
  specs,
  files,
  store = createMemoryStore({ keep: keptInMemory }),
  webhookOptions,
  photoBlocklist = noPhotos,
  ...given
}: ServiceParts): Services {
  const webhooks = createWebhooks(given.identity, webhookOptions);
  const draw = createDraw(options.seed ?? standardSeed);
  const spaces = createSpaces(
    (id) => {
      const space: Space = {
        id,
        apiKey: `space_${id}_${given.identity.createSecret(16, "space key", id).toString("base64url")}`,
        scenarios: createScenarioStore(specs, files.layer, draw),
        journal: createJournal(),
        clock: createClock(given.identity.now),
        photoBlocklist,
        store: bindSpaceStore(store, id),
        options,
        state: {},
      };
      return space;
    },
    {
      maxSpaces: options.maxSpaces,
      idleMs: options.spaceIdleSeconds * 1000,
      maxJournalBytes,
      // What a data file keeps outlives the idleness of its space as it outlives the server.
      onForgotten: (id) => options.data === null && void store.clear(id).catch(() => undefined),
    },
  );
  files.listen((changed) => {
    for (const { space } of spaces.list()) space.scenarios.restart(changed);
  });
  return {
    ...given,
    store,
    webhooks,
    onSaved: (event, space) => webhooks.send(space, event),
    readEngine: watchEngine(given.engine),
    spaces,
    // Loaded when first needed: the library behind it would slow the start and take 40 MB in a process that rarely uses it.
    fingerprints: createFingerprints(async (bytes) =>
      (await import("./face/perceptual-hash.ts")).measurePerceptualHash(bytes),
    ),
    measurements: createMeasurements(),
    images: createImageRing(options.keepImages),
  };
}

function watchEngine({ ready }: FaceEngine): () => EngineState {
  let state: EngineState = { status: "loading" };
  ready.then(
    () => {
      state = { status: "ready" };
    },
    (error: unknown) => {
      state = { status: "failed", error: error instanceof Error ? error.message : String(error) };
    },
  );
  return () => state;
}
