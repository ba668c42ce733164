import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";
import { runCli } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";
import { createPhotoEngine } from "../helpers/photo-engine.ts";
import { startRewritingProxy } from "../helpers/rewriting-proxy.ts";
import { startTestServer } from "../helpers/server.ts";

const cases = "didit.no-key,didit.liveness-one-face,apptenticate.token";

test("the commands of docs/conformance.md work as they stand, but for the address and with few cases", async () => {
  const text = readFileSync(toPackagePath("docs/conformance.md"), "utf8");
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = ""]) => block);
  const lines = blocks.flatMap((block) => block.trim().split("\n"));
  expect(lines.filter((line) => !/^(npx stuntface|export) /.test(line))).toEqual([]);
  const server = await startTestServer({}, { engine: await createPhotoEngine() });
  const service = await startRewritingProxy(server.url);
  const cwd = createDirectory();
  const env = { DIDIT_API_KEY: "any", APPTENTICATE_USERNAME: "me", APPTENTICATE_PASSWORD: "any" };
  for (const line of lines.filter((candidate) => candidate.startsWith("npx"))) {
    const isVendor = line.includes("https://");
    const argv = line
      .replace(/^npx stuntface /, "")
      .replace(/https?:\/\/\S+/, isVendor ? service.url : server.url)
      .split(" ");
    // The real networks of an emulator of its own are not what these tests are about.
    const against = argv[0] === "diff" ? ["--against", `${server.url}/~emulator`] : [];
    const { code, stdout } = await runCli([...argv, ...against, "--case", cases], { env, cwd });
    expect([line, code, stdout.match(/^ {2}[✗≠].*/gm)]).toEqual([line, 0, null]);
  }
}, 60_000);
