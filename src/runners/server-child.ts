import type { PartialOptions } from "../options.ts";
import { type Server, startServer } from "../server.ts";
import type { ChildMessage } from "./start-child.ts";

// Runs the server of a test runner: options come as a message, and the end of the channel is the end of the runner.

let starting: Promise<Server> | undefined;

process.once("message", (options: PartialOptions) => {
  starting = startServer(options);
  starting.then(
    ({ url, plainUrl, ca }) => say({ url, plainUrl, ca }),
    (error: Error) => say({ error: error.message }),
  );
});
process.once("disconnect", async () => {
  await starting?.then((server) => server.close()).catch(() => undefined);
  process.exit(0);
});
// Ctrl-C reaches the whole group; the runner ends its tests first.
process.on("SIGINT", () => undefined);
say("loaded");

function say(message: ChildMessage): void {
  process.send?.(message);
}
