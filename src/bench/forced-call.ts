import { formType, type StampedForm, stampForm } from "./forced-form.ts";
import { forcedScenario } from "./scenario-files.ts";

/** Sends the form once and returns the id under which the server keeps the call; throws unless the scenario answered it. */
export async function sendForcedCall(url: string, form: StampedForm): Promise<string> {
  const response = await fetch(`${url}/v3/face-match/`, {
    method: "POST",
    headers: { "x-api-key": "bench", "content-type": formType },
    body: new Uint8Array(stampForm(form, 0)),
  });
  const text = await response.text();
  const scenario = response.headers.get("x-stuntface-scenario") ?? "none";
  if (!response.ok || !scenario.startsWith(forcedScenario))
    throw new Error(
      `The server answered ${response.status} by the scenario ${scenario}: ${text.slice(0, 200)}`,
    );
  return response.headers.get("x-stuntface-request-id") ?? "";
}
