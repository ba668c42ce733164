import { createScenarioFiles, createScenarioFolder } from "./scenario-files.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

/** Starts a server with so many scenario files, hands it to `work` and stops it. */
export async function withScenarioServer<T>(
  files: number,
  node: readonly string[],
  work: (server: ServerProcess) => Promise<T>,
): Promise<T> {
  const folder = createScenarioFolder(createScenarioFiles(files));
  try {
    const server = await startServerProcess({ options: ["--scenarios", folder.path], node });
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  } finally {
    folder.remove();
  }
}
