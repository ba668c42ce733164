import type { SpaceSettings } from "../control/settings.ts";
import type { PartialOptions } from "../options.ts";

/** What a single test may choose. */
export type TestSettings = SpaceSettings & {
  /** Whether the test fails when `verify()` finds problems at its end; it does unless this is false. */
  readonly verify?: boolean;
};

/** How tests get their server. The options of `startServer` are for a server of their own. */
export type TestOptions = Omit<PartialOptions, "host" | "port" | "admin"> &
  TestSettings & {
    /** A server that runs already; `STUNTFACE_URL` unless it is given. Without either a server is started. */
    readonly url?: string;
    /** The running server's `--admin-token`; `STUNTFACE_ADMIN_TOKEN` unless it is given. */
    readonly token?: string;
  };

/** The settings that every test of the options has. */
export function toTestSettings({ didit, apptenticate, webhook, verify }: TestOptions): TestSettings {
  return {
    ...(didit ? { didit } : {}),
    ...(apptenticate ? { apptenticate } : {}),
    ...(webhook ? { webhook } : {}),
    ...(verify === undefined ? {} : { verify }),
  };
}

/** What only a server of one's own can be given. */
export function toServerOptions(options: TestOptions): PartialOptions {
  const { didit, apptenticate, webhook, verify, url, token, ...server } = options;
  return server;
}
