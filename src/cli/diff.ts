import { toBaseUrl } from "../client/http.ts";
import { editions } from "../conformance/catalog.ts";
import { readCredentials } from "../conformance/credentials.ts";
import { askEmulator } from "../conformance/diff/ask-emulator.ts";
import { type Asked, askService, replayService } from "../conformance/diff/ask-service.ts";
import { compareAnswers } from "../conformance/diff/compare-answers.ts";
import { writeRecording } from "../conformance/diff/recording.ts";
import { countJudged, type DiffReport, renderDiff, toJsonDiff } from "../conformance/diff/report.ts";
import type { Exchange } from "../conformance/exchange.ts";
import { createPhotos, type Photos } from "../conformance/photos.ts";
import {
  chooseEditions,
  isAgreed,
  listWantedQuestions,
  parseExtras,
  parseMaxBilled,
  parseProviders,
  type ReadFlag,
} from "../conformance/wish.ts";
import { UsageError } from "../usage.ts";
import { parseClientArguments } from "./arguments.ts";
import { diffHelp } from "./conformance-help.ts";

const flags = {
  url: { type: "string" },
  against: { type: "string" },
  key: { type: "string" },
  username: { type: "string" },
  password: { type: "string" },
  only: { type: "string" },
  edition: { type: "string" },
  case: { type: "string" },
  with: { type: "string" },
  record: { type: "string" },
  replay: { type: "string" },
  "max-billed": { type: "string" },
  yes: { type: "boolean" },
  all: { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** Prints where a service and the emulator differ; 0 when only as expected, 1 otherwise. */
export async function runDiff(argv: readonly string[]): Promise<number> {
  const given = parseClientArguments("diff", argv, flags, []);
  if (given.isHelp) {
    process.stdout.write(diffHelp);
    return 0;
  }
  const against = given.text("against");
  const photos = createPhotos();
  const emulator = against === undefined ? undefined : toBaseUrl(against, process.env);
  const asked = await findService(given.text, given.flag("yes"), photos);
  const directory = given.text("record");
  if (directory !== undefined) writeRecording(directory, asked.exchanges.values());
  const edition = toDiditEdition(given.text("edition")) ?? asked.edition;
  const answers = await askEmulator({
    against: emulator,
    edition,
    wanted: new Set(asked.exchanges.keys()),
    photos,
  });
  const report = toReport(asked, answers, emulator === undefined ? edition : undefined);
  process.stdout.write(
    given.flag("json") ? `${toJsonDiff(report)}\n` : renderDiff(report, given.flag("all")),
  );
  return countJudged(report, "structural") + countJudged(report, "value") > 0 ? 1 : 0;
}

/** The answers of the service, from itself or from a recording. */
async function findService(read: ReadFlag, isYes: boolean, photos: Photos): Promise<Asked> {
  const replay = read("replay");
  const url = read("url");
  if ((replay === undefined) === (url === undefined))
    throw new UsageError("name one service with --url, or a recording of one with --replay DIR.");
  if (replay !== undefined && read("record") !== undefined)
    throw new UsageError("--record keeps what a service answers; --replay asks none.");
  const baseUrl = toBaseUrl(url ?? "http://recording", process.env);
  const providers = parseProviders(read("only"), baseUrl);
  const ids = read("case");
  const chosen = chooseEditions(editions, providers, read("edition"), ids);
  const questions = listWantedQuestions(chosen, ids);
  if (replay !== undefined) return replayService(replay, { providers, questions });
  const extras = parseExtras(read("with"));
  if (extras.includes("accounts"))
    throw new UsageError("--with accounts is for stuntface conformance: a code is mailed to one side only.");
  const maxBilled = parseMaxBilled(read("max-billed"));
  return askService({
    url: baseUrl,
    providers,
    extras,
    questions,
    credentials: readCredentials(
      { key: read("key"), username: read("username"), password: read("password") },
      process.env,
    ),
    maxBilled,
    isAgreed: isAgreed(isYes, maxBilled, read),
    photos,
  });
}

/** The edition when it is one of Didit's. */
function toDiditEdition(name: string | undefined): string | undefined {
  return editions.find(({ provider, edition }) => provider === "didit" && edition === name)?.edition;
}

function toReport(
  asked: Asked,
  answers: ReadonlyMap<string, Exchange>,
  edition: string | undefined,
): DiffReport {
  const pairs = [...asked.exchanges.values()].map((service) => ({
    service,
    emulator: answers.get(service.question),
  }));
  const silent = pairs.flatMap(({ service, emulator }) =>
    emulator ? [] : [[service.question, "the emulator has no answer"] as const],
  );
  return {
    service: asked.name,
    edition,
    billed: asked.billed,
    compared: pairs.flatMap(({ service, emulator }) => (emulator ? [service.question] : [])),
    skipped: new Map([...asked.skipped, ...silent]),
    differences: pairs.flatMap(({ service, emulator }) =>
      emulator ? compareAnswers(service, emulator) : [],
    ),
  };
}
