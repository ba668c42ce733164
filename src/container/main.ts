import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installNode } from "../build/install-node.ts";
import { runProgram } from "../build/run-program.ts";
import { toPackagePath } from "../package-root.ts";
import { layLibraries, toNodeVersion } from "./base-images.ts";
import { buildImage } from "./build-image.ts";
import { checkEarlySignal, checkInterrupted, checkServing } from "./check-image.ts";
import { createCheckParts } from "./check-parts.ts";
import { loadContext } from "./context.ts";
import { type Dockerfile, parseDockerfile } from "./dockerfile.ts";
import { type Finding, inspectImage } from "./inspect-image.ts";
import { measureLayer } from "./layer-sizes.ts";
import { findObstacle } from "./obstacle.ts";
import { isInDistroless, listNeededLibraries } from "./shared-libraries.ts";

const help = `Usage: npm run prove-image -- [--keep]

Carries out the steps of the Dockerfile in a temporary folder, without a container engine: builds every stage confined to
files of its own, lays out the image, and runs it read-only as a user in no passwd file. Then reports what it proved and how
large the image is. The base images are not downloaded: in the place of their tools and libraries stand those of this
machine, and their Node comes from the npm registry. Needs Linux with glibc, root rights, unshare, tar and the registry;
takes about two minutes.

  --keep   leave the folder in place and print where it is

Exit codes: 0 all is proved, 1 something is not, 2 it could not be tried.
`;

const architectures: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

async function prove(workspace: string): Promise<readonly Finding[]> {
  const dockerfile = parseDockerfile(readFileSync(toPackagePath("Dockerfile"), "utf8"));
  const { root, workdir, env, layers } = await build(dockerfile, workspace);
  const needed = listNeededLibraries(root);
  const strange = needed.filter(({ name, path }) => !isInDistroless(name) || path === undefined);
  layLibraries(root, new Set(needed.flatMap(({ path }) => path ?? [])));
  const image = { root, workdir, env, settings: dockerfile.image };
  const parts = await createCheckParts(workspace);
  progress("running the image");
  const findings = [
    {
      isOk: strange.length === 0,
      text: `its programs link only what the base image has ${strange.map(({ name, neededBy }) => `${neededBy} -> ${name}`).join(", ")}`.trim(),
    },
    ...inspectImage(image),
    ...(await checkServing(image, parts)),
    ...(await checkInterrupted(image, parts)),
    ...(await checkEarlySignal(image, parts)),
  ];
  progress("measuring the layers");
  return [...findings, ...(await measure(layers))];
}

async function build(dockerfile: Dockerfile, workspace: string) {
  const version = dockerfile.stages.map(({ base }) => toNodeVersion(base)).find((one) => one !== undefined);
  if (version === undefined)
    throw new Error("No stage of the Dockerfile is made from an official Node image.");
  progress(`fetching Node ${version}`);
  const architecture = architectures[process.arch] ?? process.arch;
  return buildImage(dockerfile, {
    workspace,
    context: loadContext(toPackagePath(".").replace(/\/$/, "")),
    node: await installNode(join(workspace, "node"), version),
    npmCache: (await runProgram(["npm", "config", "get", "cache"])).trim(),
    network: await loadNetworkSettings(),
    arguments: { TARGETARCH: architecture, BUILDPLATFORM: `linux/${architecture}` },
    onStep: progress,
  });
}

/** What npm needs to reach the registry from here: proxies, certificates and the machine's own npm settings. */
async function loadNetworkSettings(): Promise<Record<string, string>> {
  const names = /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|npm_config_registry)$/i;
  const kept = Object.entries(process.env).filter(([name]) => names.test(name)) as [string, string][];
  const globalConfig = (await runProgram(["npm", "config", "get", "globalconfig"])).trim();
  return { ...Object.fromEntries(kept), npm_config_globalconfig: globalConfig };
}

/** Node itself is a layer of its own, which the goal does not count. */
async function measure(
  layers: readonly { readonly name: string; readonly root: string }[],
): Promise<Finding[]> {
  const sizes = await Promise.all(
    layers.map(async ({ name, root }) => ({ name, ...(await measureLayer(root)) })),
  );
  const own = sizes.filter(({ name }) => !name.includes("/usr/local/"));
  const sum = (key: "bytes" | "compressedBytes") => own.reduce((total, size) => total + size[key], 0);
  const toText = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  for (const { name, bytes, compressedBytes } of sizes)
    process.stdout.write(`size  ${name}: ${toText(bytes)}, compressed ${toText(compressedBytes)}\n`);
  const compressed = sum("compressedBytes");
  return [
    {
      isOk: compressed < 150e6,
      text: `without Node and the base image: ${toText(sum("bytes"))}, compressed ${toText(compressed)} (goal: under 150 MB)`,
    },
  ];
}

function progress(text: string): void {
  process.stderr.write(`prove-image: ${text}\n`);
}

async function main(): Promise<number> {
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({ options: { help: { ...flag, short: "h" }, keep: flag } });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const obstacle = findObstacle();
  if (obstacle !== undefined) throw new Error(obstacle);
  const workspace = mkdtempSync(join(tmpdir(), "stuntface-image-"));
  try {
    const findings = await prove(workspace);
    for (const { isOk, text } of findings) process.stdout.write(`${isOk ? "ok   " : "FAILED"} ${text}\n`);
    return findings.every(({ isOk }) => isOk) ? 0 : 1;
  } finally {
    if (values.keep) progress(`the folder is ${workspace}`);
    else rmSync(workspace, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`prove-image: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
