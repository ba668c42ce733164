import type { Admin } from "../control/admin.ts";
import { connect } from "../control/connect.ts";
import type { PartialOptions } from "../options.ts";
import { startChild } from "../runners/start-child.ts";

/** A server in a process of its own. */
export type StartedServer = {
  readonly url: string;
  readonly admin: Admin;
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
    return { ...child, admin: connect(child.url) };
  };
}
