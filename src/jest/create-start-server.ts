import type { Admin } from "../control/admin.ts";
import type { PartialOptions } from "../options.ts";
import { connectChild } from "../runners/connect-child.ts";
import { startChild } from "../runners/start-child.ts";

/** A server in a process of its own. */
export type StartedServer = {
  readonly url: string;
  readonly admin: Admin;
  /** The CA that clients must trust, as PEM; null without `tls`. */
  readonly ca: string | null;
  readonly close: () => Promise<void>;
};

/** Starts a server on a free port, in a process of its own that ends with this one. */
export type StartServer = (
  options?: Omit<PartialOptions, "port" | "host" | "admin">,
) => Promise<StartedServer>;

/** {@link StartServer} that runs the file `childPath`. */
export function createStartServer(childPath: string): StartServer {
  return async (options = {}) => {
    const child = await startChild(childPath, { log: "silent", ...options });
    return { ...child, admin: connectChild(child) };
  };
}
