import { expect } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";
import { askAdmin, createAdminApp, toRequestId } from "./admin.ts";
import { postForm, type TestSetup } from "./app.ts";
import { createJpegHeader } from "./images.ts";
import type { Part } from "./multipart.ts";

/** A photo that is the same on every machine. */
export const fixedPhoto: Part = {
  name: "user_image",
  filename: "IMG_1.jpg",
  content: createJpegHeader("one"),
};

/** A call of Didit's passive liveness check, as far as it matters to explaining. */
export type ExplainedCall = {
  readonly space?: string;
  readonly path?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly parts?: readonly Part[];
  readonly headers?: Record<string, string>;
};

/** A server that calls can be made to and be asked why. */
export async function createExplained(setup: TestSetup = {}) {
  const { app, ask, services } = await createAdminApp(setup);
  const explain = async (prefix: string, id: string) => {
    const route = `GET ${prefix}/__admin/requests/${id}/explain`;
    const { text } = await ask(route, undefined, { accept: "text/plain" });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4000);
    return text;
  };
  return {
    app,
    ask,
    services,
    /** Adds scenarios, as YAML. */
    add: async (text: string, space?: string) => {
      const prefix = space === undefined ? "" : `/~${space}`;
      const { status } = await ask(`POST ${prefix}/__admin/scenarios`, text);
      expect(status).toBe(201);
    },
    /** Makes a call and explains it. */
    async why({ space, path, fields = {}, parts = [fixedPhoto], headers = {} }: ExplainedCall = {}) {
      const prefix = space === undefined ? "" : `/~${space}`;
      const texts = Object.entries(fields).map(([name, content]) => ({ name, content }));
      const url = `${prefix}${path ?? "/v3/passive-liveness/"}`;
      const answer = await postForm(app, url, [...texts, ...parts], { "x-api-key": "test-key", ...headers });
      return explain(prefix, toRequestId(answer));
    },
    explain,
    /** Explains a call that is not made. */
    whyNot: async (call: object, space?: string) => {
      const prefix = space === undefined ? "" : `/~${space}`;
      const headers = { accept: "text/plain" };
      return (await askAdmin(app, `POST ${prefix}/__admin/explain`, call, headers)).text;
    },
  };
}

/** Compares with the reviewed text in `test/golden/explain-NAME.txt`. */
export async function expectGolden(text: string, name: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(toPackagePath(`test/golden/explain-${name}.txt`));
}
