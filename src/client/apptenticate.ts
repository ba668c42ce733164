import { type Answer, ClientError, createForm, post } from "./http.ts";

/** Gets a token with the credentials of the environment and asks for the liveness of a selfie; throws {@link ClientError}. */
export async function askApptenticate(
  baseUrl: string,
  selfie: string,
  scenario: string | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<Answer> {
  const { APPTENTICATE_USERNAME: username, APPTENTICATE_PASSWORD: password } = environment;
  if (!username || !password)
    throw new ClientError(
      "APPTENTICATE_USERNAME and APPTENTICATE_PASSWORD are not both set. Stuntface accepts any values.",
    );
  const login = await createForm({}, { username, password });
  const { body } = await post(`${baseUrl}/api/token/`, login, {});
  const form = await createForm({ selfie }, { details: "true", return_id: "true" });
  const headers = {
    authorization: `Bearer ${body.access}`,
    ...(scenario === undefined ? {} : { "x-stuntface-scenario": scenario }),
  };
  // A rejection may come as 400; it is an answer all the same.
  const answer = await post(`${baseUrl}/api/v3/biometrics/liveness/`, form, headers, [200, 400]);
  if (!/"valid":/.test(answer.text)) throw new ClientError(`400: ${answer.text}`);
  return answer;
}
