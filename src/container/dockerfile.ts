import {
  type Cmd,
  type Copy,
  DockerfileParser,
  type Entrypoint,
  type From,
  type Healthcheck,
  type Instruction,
  type JSONInstruction,
  type PropertyInstruction,
} from "dockerfile-ast";

/** A step of a stage that changes its files, or what later steps see. */
export type Step =
  | {
      readonly kind: "copy";
      readonly from: string | undefined;
      readonly sources: readonly string[];
      readonly target: string;
    }
  | { readonly kind: "run"; readonly argv: readonly string[] }
  | { readonly kind: "env"; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: "arg"; readonly name: string }
  | { readonly kind: "workdir"; readonly path: string };

/** One stage; `base` is an image or an earlier stage. */
export type Stage = {
  readonly name: string | undefined;
  readonly base: string;
  readonly platform: string | undefined;
  readonly steps: readonly Step[];
};

/** What the last stage tells a container engine. */
export type ImageSettings = {
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: {
    readonly argv: readonly string[];
    readonly flags: Readonly<Record<string, string>>;
  };
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly string[];
};

/** A Dockerfile as far as this project's uses the language. */
export type Dockerfile = { readonly stages: readonly Stage[]; readonly image: ImageSettings };

/** Reads a Dockerfile; throws for an instruction, or a form of one, that this project does not use. */
export function parseDockerfile(text: string): Dockerfile {
  const stages: { name: string | undefined; base: string; platform: string | undefined; steps: Step[] }[] =
    [];
  const last: Instruction[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction.getKeyword() === "FROM") {
      stages.push({ ...toStage(instruction as From), steps: [] });
      last.length = 0;
      continue;
    }
    const stage = stages.at(-1);
    if (!stage) throw new Error(`${instruction.getKeyword()} before the first FROM is not understood.`);
    const step = toStep(instruction);
    if (step) stage.steps.push(step);
    else last.push(instruction);
  }
  return { stages, image: toSettings(last) };
}

function toStage(from: From) {
  return {
    name: from.getBuildStage() ?? undefined,
    base: from.getImage() ?? "",
    platform: from.getPlatformFlag()?.getValue() ?? undefined,
  };
}

function toStep(instruction: Instruction): Step | undefined {
  const words = instruction.getArguments().map((word) => word.getValue());
  switch (instruction.getKeyword()) {
    case "COPY": {
      const copy = instruction as Copy;
      const flags = copy.getFlags().map((flag) => flag.getName());
      if (flags.some((flag) => flag !== "from"))
        throw new Error(`COPY --${flags.join(" --")} is not understood.`);
      const from = copy.getFromFlag()?.getValue() ?? undefined;
      return { kind: "copy", from, sources: words.slice(0, -1), target: words.at(-1) ?? "" };
    }
    case "RUN":
      return {
        kind: "run",
        argv: toArgv(instruction as JSONInstruction) ?? ["/bin/sh", "-c", toText(instruction)],
      };
    case "ENV":
      return { kind: "env", values: toValues(instruction as PropertyInstruction) };
    case "ARG":
      return { kind: "arg", name: words[0] ?? "" };
    case "WORKDIR":
      return { kind: "workdir", path: words[0] ?? "" };
    default:
      return undefined;
  }
}

function toSettings(instructions: readonly Instruction[]): ImageSettings {
  const find = (keyword: string) => instructions.findLast((one) => one.getKeyword() === keyword);
  const known = ["USER", "ENTRYPOINT", "CMD", "HEALTHCHECK", "LABEL", "EXPOSE"];
  const unknown = instructions.find((one) => !known.includes(one.getKeyword()));
  if (unknown) throw new Error(`${unknown.getKeyword()} is not understood.`);
  const toWords = (keyword: string) =>
    find(keyword)
      ?.getArguments()
      .map((word) => word.getValue()) ?? [];
  const health = find("HEALTHCHECK") as Healthcheck | undefined;
  return {
    user: toWords("USER")[0] ?? "0",
    entrypoint: toArgv(find("ENTRYPOINT") as Entrypoint | undefined) ?? [],
    command: toArgv(find("CMD") as Cmd | undefined) ?? [],
    healthcheck: {
      argv: health === undefined ? [] : (JSON.parse(toText(health).replace(/^CMD\s+/, "")) as string[]),
      flags: Object.fromEntries(
        health?.getFlags().map((flag) => [flag.getName(), flag.getValue() ?? ""]) ?? [],
      ),
    },
    labels: toValues(find("LABEL") as PropertyInstruction | undefined),
    ports: toWords("EXPOSE"),
  };
}

/** The words of an exec form; undefined for the shell form. */
function toArgv(instruction: JSONInstruction | undefined): string[] | undefined {
  const words = instruction?.getJSONStrings() ?? [];
  return words.length === 0 ? undefined : words.map((word) => word.getJSONValue());
}

function toText(instruction: Instruction): string {
  return instruction.getArgumentsContent() ?? "";
}

function toValues(instruction: PropertyInstruction | undefined): Record<string, string> {
  return Object.fromEntries(
    instruction?.getProperties().map((property) => [property.getName(), property.getValue() ?? ""]) ?? [],
  );
}
