import { type CallMatch, connect, type Scenario, startServer, type VerificationError } from "stuntface";
import setup from "stuntface/global-setup";

const scenario: Scenario = {
  id: "credits-run-out",
  operation: "didit.face-match",
  when: { vendor_data: "user-42", seen: { user_image: { faces: ">=2" } } },
  steps: [{ outcome: "real" }, { outcome: { error: "insufficient_credits" }, delay: "300ms" }],
  after: "real",
};
const match: CallMatch = { vendor_data: ["user-1", "user-2"], status: ">=400" };

export async function use(): Promise<string> {
  const server = await startServer({ port: 0, didit: { contract: "2026-06" } });
  const space = await connect(server.url, { token: "a-long-token" }).space("ci-7");
  await space.force({ fault: "reset" }, { operation: "didit.face-match", times: 2 });
  await space.force("LOW_FACE_QUALITY");
  await space.force("low-liveness-score");
  await (await space.use(scenario)).remove();
  const [call] = await space.waitFor(match, { count: 2, timeoutMs: 1000, signal: AbortSignal.timeout(1000) });
  await space.verify(match, { at_most: 3 }).catch((error: VerificationError) => error.problems[0]?.kind);
  // @ts-expect-error There is no such error.
  await space.force({ error: "no_credits" });
  // @ts-expect-error There is no such operation.
  await space.use({ operation: "didit.liveness", outcome: "real" });
  await (await setup())();
  return call?.operation ?? space.url;
}
