import { toBaseUrl } from "../client/http.ts";
import { editions, questions } from "../conformance/catalog.ts";
import { askConsent, standardMaxBilled } from "../conformance/consent.ts";
import { completeCredentials, readCredentials } from "../conformance/credentials.ts";
import { countState, type EditionVerdicts, findFittingEdition, judgeEdition } from "../conformance/judge.ts";
import { listCases, renderList } from "../conformance/list-cases.ts";
import { createMaskFor } from "../conformance/mask.ts";
import { createPhotos } from "../conformance/photos.ts";
import { createPlan } from "../conformance/plan.ts";
import { createProgress } from "../conformance/progress.ts";
import { type Report, renderReport, toJsonReport } from "../conformance/report.ts";
import { runQuestions } from "../conformance/run-questions.ts";
import { isStuntface } from "../conformance/target.ts";
import {
  chooseEditions,
  isAgreed,
  listWantedQuestions,
  parseExtras,
  parseMaxBilled,
  parseProviders,
} from "../conformance/wish.ts";
import { parseClientArguments } from "./arguments.ts";
import { conformanceHelp } from "./conformance-help.ts";

const flags = {
  url: { type: "string" },
  key: { type: "string" },
  username: { type: "string" },
  password: { type: "string" },
  only: { type: "string" },
  edition: { type: "string" },
  case: { type: "string" },
  with: { type: "string" },
  email: { type: "string" },
  code: { type: "string" },
  "max-billed": { type: "string" },
  yes: { type: "boolean" },
  list: { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** Holds a server against the contracts; 0 when every case holds, 1 when some do not. */
export async function runConformance(argv: readonly string[]): Promise<number> {
  const given = parseClientArguments("conformance", argv, flags, []);
  if (given.isHelp) {
    process.stdout.write(conformanceHelp);
    return 0;
  }
  const url = toBaseUrl(given.text("url"), process.env);
  const providers = parseProviders(given.text("only"), url);
  const chosen = chooseEditions(editions, providers, given.text("edition"), given.text("case"));
  const wish = {
    providers,
    extras: parseExtras(given.text("with")),
    questions: listWantedQuestions(chosen, given.text("case")),
  };
  const maxBilled = parseMaxBilled(given.text("max-billed"));
  if (given.flag("list")) {
    const listed = listCases(chosen, questions);
    const ids = new Set(chosen.flatMap(({ cases }) => cases.map(({ question }) => question)));
    const billed = questions.filter(({ id, billedRank }) => ids.has(id) && billedRank !== undefined).length;
    process.stdout.write(
      given.flag("json") ? `${JSON.stringify(listed, undefined, 2)}\n` : renderList(listed, billed),
    );
    return 0;
  }
  const own = readCredentials(
    {
      key: given.text("key"),
      username: given.text("username"),
      password: given.text("password"),
      email: given.text("email"),
      code: given.text("code"),
    },
    process.env,
  );
  const isFree = await isStuntface(url);
  const credentials = completeCredentials(own, isFree);
  const plan = createPlan(questions, {
    ...wish,
    known: new Set(Object.keys(credentials)),
    maxBilled: maxBilled ?? (isFree ? Number.POSITIVE_INFINITY : standardMaxBilled),
  });
  await askConsent({
    url,
    billed: plan.billed,
    isFree,
    isAgreed: isAgreed(given.flag("yes"), maxBilled, given.text),
  });
  const progress = createProgress(process.stderr, "asking");
  const answers = await runQuestions(plan, url, credentials, createPhotos(), progress);
  const verdicts = chosen.map((edition) => judgeEdition(edition, answers, plan.skipped));
  const report = toReport(url, isFree ? 0 : answers.billed, verdicts);
  const mask = createMaskFor(answers.values);
  process.stdout.write(given.flag("json") ? `${toJsonReport(report, mask)}\n` : renderReport(report, mask));
  return report.judged.some((edition) => countState(edition, "failed") > 0) ? 1 : 0;
}

/** Each provider is judged by the edition that fits best. */
function toReport(url: string, billed: number, verdicts: readonly EditionVerdicts[]): Report {
  const names = [...new Set(verdicts.map(({ provider }) => provider))];
  const judged = names.flatMap(
    (name) => findFittingEdition(verdicts.filter(({ provider }) => provider === name)) ?? [],
  );
  return { url, billed, judged, others: verdicts.filter((edition) => !judged.includes(edition)) };
}
