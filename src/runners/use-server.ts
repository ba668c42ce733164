import type { Admin } from "../control/admin.ts";
import { connect } from "../control/connect.ts";
import type { PartialOptions } from "../options.ts";
import { connectChild } from "./connect-child.ts";
import type { ChildServer } from "./start-child.ts";
import { type TestOptions, toServerOptions } from "./test-options.ts";

/** The server of some tests: one that runs already, or one of their own. */
export type TestServer = {
  /** Base URL, without any space. */
  readonly url: string;
  /** Its admin surface; in it `space()` makes further spaces. */
  readonly admin: Admin;
  /** The CA that clients must trust, as PEM; null without `tls`, and for a server that ran already. */
  readonly ca: string | null;
  readonly close: () => Promise<void>;
};

/** The server that the options or the environment name, or a new one that `start` gives; throws TypeError for options that a running one cannot be given. */
export async function useServer(
  options: TestOptions,
  start: (options: PartialOptions) => Promise<ChildServer>,
): Promise<TestServer> {
  const server = toServerOptions(options);
  const { url = process.env.STUNTFACE_URL, token = process.env.STUNTFACE_ADMIN_TOKEN } = options;
  if (url) {
    const [key] = Object.keys(server);
    if (key !== undefined)
      throw new TypeError(
        `the server at ${url} runs already and cannot be given "${key}"; start it with that option, or unset STUNTFACE_URL.`,
      );
    return {
      url: url.replace(/\/+$/, ""),
      admin: connect(url, { token }),
      ca: null,
      close: async () => undefined,
    };
  }
  const child = await start({ log: "silent", engineLoad: "first-photo", ...server });
  return { ...child, admin: connectChild(child) };
}
