import type { Options } from "../../options.ts";
import type { Server } from "../../server.ts";
import { questions } from "../catalog.ts";
import { stuntfaceCredentials } from "../credentials.ts";
import type { Exchange } from "../exchange.ts";
import { createMaskFor } from "../mask.ts";
import type { Photos } from "../photos.ts";
import { createPlan } from "../plan.ts";
import { createProgress } from "../progress.ts";
import { runQuestions } from "../run-questions.ts";
import { maskExchange } from "./recording.ts";

/** What the emulator is to be asked. */
export type EmulatorWish = {
  /** Address of a running one; without it one is started in this process and ended again. */
  readonly against: string | undefined;
  readonly edition: string;
  readonly wanted: ReadonlySet<string>;
  readonly photos: Photos;
};

/** The emulator's answers to the wanted questions, without secrets, as far as it has any. */
export async function askEmulator({
  against,
  edition,
  wanted,
  photos,
}: EmulatorWish): Promise<ReadonlyMap<string, Exchange>> {
  const plan = createPlan(questions, {
    providers: ["didit", "apptenticate"],
    extras: ["accounts", "top-up"],
    questions: wanted,
    known: new Set(Object.keys(stuntfaceCredentials)),
    maxBilled: Number.POSITIVE_INFINITY,
  });
  const contract: Options["didit"]["contract"] = edition === "2026-06" ? "2026-06" : "2025-05";
  const server = against === undefined ? await startEmulator(contract) : undefined;
  try {
    const url = against ?? server?.url ?? "";
    const progress = createProgress(process.stderr, "emulator");
    const answers = await runQuestions(plan, url, stuntfaceCredentials, photos, progress);
    const mask = createMaskFor(answers.values);
    const masked = [...answers.exchanges].map(
      ([id, exchange]) => [id, maskExchange(exchange, mask)] as const,
    );
    return new Map(masked);
  } finally {
    await server?.close();
  }
}

async function startEmulator(contract: Options["didit"]["contract"]): Promise<Server> {
  // Loaded only here: comparing two running servers needs none of it.
  const { startServer } = await import("../../server.ts");
  return startServer({ port: 0, log: "silent", engineLoad: "first-photo", didit: { contract } });
}
