import { mkdirSync } from "node:fs";
import { join, posix } from "node:path";
import { runProgram } from "../build/run-program.ts";
import { layDistroless, layNodeImage, lendTools, toNodeVersion } from "./base-images.ts";
import { type CopySource, copyInto } from "./copy.ts";
import type { Dockerfile, Stage, Step } from "./dockerfile.ts";
import { type Confinement, toConfined } from "./namespaces.ts";

/** What a build works with. */
export type BuildParts = {
  /** Empty folder of the build. */
  readonly workspace: string;
  readonly context: CopySource;
  /** Folder with `bin/node` of the version that the images name. */
  readonly node: string;
  readonly npmCache: string;
  /** Registry and certificate settings for RUN; the rest of the environment is the Dockerfile's. */
  readonly network: Readonly<Record<string, string>>;
  /** Values of the arguments that builders predefine, such as TARGETARCH. */
  readonly arguments: Readonly<Record<string, string>>;
  readonly onStep: (text: string) => void;
};

/** A stage that was carried out. */
export type BuiltStage = {
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  /** The layers that the COPY steps of the last stage make; none for other stages. */
  readonly layers: readonly Layer[];
};

/** What one COPY brings, in a folder of its own. */
export type Layer = { readonly name: string; readonly root: string };

const searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const nothingBuilt: Pick<BuiltStage, "workdir" | "env"> = { workdir: "/", env: { PATH: searchPath } };

/** Carries out all stages one after the other; the result is the last one. Rejects when a step fails. */
export async function buildImage({ stages }: Dockerfile, parts: BuildParts): Promise<BuiltStage> {
  const built = new Map<string, BuiltStage>();
  let last: BuiltStage | undefined;
  for (const [index, stage] of stages.entries()) {
    const isLast = index === stages.length - 1;
    last = await buildStage(stage, join(parts.workspace, `stage-${index}`), isLast, built, parts);
    if (stage.name !== undefined) built.set(stage.name, last);
  }
  if (!last) throw new Error("The Dockerfile has no stage.");
  return last;
}

async function buildStage(
  { name, base, steps }: Stage,
  root: string,
  isLast: boolean,
  built: ReadonlyMap<string, BuiltStage>,
  parts: BuildParts,
): Promise<BuiltStage> {
  parts.onStep(`FROM ${base}${name === undefined ? "" : ` AS ${name}`}`);
  mkdirSync(root);
  const parent = built.get(base);
  if (parent) copyInto(root, "/", { folder: parent.root, isIncluded: () => true }, ["/"], "/");
  else layBase(root, base, parts);
  let { workdir, env } = parent ?? nothingBuilt;
  let known: Readonly<Record<string, string>> = {};
  const layers: Layer[] = [];
  for (const step of steps) {
    parts.onStep(`  ${toText(step)}`);
    if (step.kind === "env") env = { ...env, ...step.values };
    if (step.kind === "arg") known = { ...known, [step.name]: parts.arguments[step.name] ?? "" };
    if (step.kind === "workdir") {
      workdir = posix.resolve(workdir, step.path);
      mkdirSync(join(root, workdir), { recursive: true });
    }
    if (step.kind === "copy") {
      const source = step.from === undefined ? parts.context : toSource(built, step.from);
      copyInto(root, workdir, source, step.sources, step.target);
      if (isLast) layers.push(layLayer(join(`${root}-layers`, String(layers.length)), workdir, source, step));
    }
    if (step.kind === "run") await runStep(step.argv, { root, workdir }, { ...env, ...known }, parts);
  }
  return { root, workdir, env, layers };
}

/** The files of one COPY once more, alone, to be measured. */
function layLayer(
  root: string,
  workdir: string,
  source: CopySource,
  step: Step & { readonly kind: "copy" },
): Layer {
  copyInto(root, workdir, source, step.sources, step.target);
  return { name: toText(step), root };
}

function toSource(built: ReadonlyMap<string, BuiltStage>, name: string): CopySource {
  const stage = built.get(name);
  if (!stage) throw new Error(`COPY --from=${name}: there is no stage of that name before.`);
  return { folder: stage.root, isIncluded: () => true };
}

function layBase(root: string, image: string, { node }: BuildParts): void {
  if (toNodeVersion(image) !== undefined) layNodeImage(root, node);
  else if (image.startsWith("gcr.io/distroless/cc-debian12:")) layDistroless(root);
  else throw new Error(`What the image ${image} brings is not known here.`);
}

async function runStep(
  argv: readonly string[],
  { root, workdir }: Pick<Confinement, "root" | "workdir">,
  env: Readonly<Record<string, string>>,
  { node, npmCache, network }: BuildParts,
): Promise<void> {
  const mounts = lendTools(root, node, npmCache);
  const confined = toConfined({ root, workdir, user: "0:0", isReadOnly: false, mounts }, argv);
  await runProgram(confined, { env: { HOME: "/root", ...network, ...env } });
}

function toText(step: Step): string {
  if (step.kind === "copy")
    return `COPY ${step.from === undefined ? "" : `--from=${step.from} `}${step.sources.join(" ")} ${step.target}`;
  if (step.kind === "run") return `RUN ${step.argv.slice(step.argv[0] === "/bin/sh" ? 2 : 0).join(" ")}`;
  if (step.kind === "env") return `ENV ${Object.keys(step.values).join(" ")}`;
  return step.kind === "arg" ? `ARG ${step.name}` : `WORKDIR ${step.path}`;
}
