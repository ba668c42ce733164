import { type Scenario, startServer, useStuntface, VerificationError, type WaitError } from "stuntface/jest";

const stuntface = useStuntface({ didit: { contract: "2026-06" } });
const scenario: Scenario = { outcome: { warnings: ["LOW_FACE_QUALITY"] } };

export async function use(): Promise<string> {
  const server = await startServer({ strict: true });
  await stuntface.use(scenario);
  await stuntface
    .verify()
    .catch((error: unknown) => error instanceof VerificationError && error.problems.length);
  await stuntface.waitFor({}, { timeoutMs: 1 }).catch((error: WaitError) => error.calls.length);
  stuntface.skipVerify();
  await server.close();
  // @ts-expect-error There is no such option.
  useStuntface({ conract: "x" });
  return stuntface.url;
}
