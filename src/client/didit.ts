import { type Answer, ClientError, createForm, post } from "./http.ts";

/** What a client command asks Didit's API. */
export type DiditQuestion = {
  readonly baseUrl: string;
  readonly files: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly scenario: string | undefined;
};

/** Asks for one check with the key of the environment; throws {@link ClientError}. */
export async function askDidit(
  path: string,
  question: DiditQuestion,
  environment: NodeJS.ProcessEnv,
): Promise<Answer> {
  const { baseUrl, files, fields, scenario } = question;
  const key = environment.DIDIT_API_KEY;
  if (!key)
    throw new ClientError("DIDIT_API_KEY is not set. Stuntface accepts any value: export DIDIT_API_KEY=any");
  const headers = {
    "x-api-key": key,
    ...(scenario === undefined ? {} : { "x-stuntface-scenario": scenario }),
  };
  return post(`${baseUrl}/v3/${path}/`, await createForm(files, fields), headers);
}
