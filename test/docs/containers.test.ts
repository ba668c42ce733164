import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { listUnknownVariables, toOptionNames } from "../../src/load-options.ts";
import { listOptions } from "../../src/option-leaves.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { listCommands } from "../helpers/docs/commands.ts";
import { dockerFlags } from "../helpers/docs/foreign.ts";
import { readBlocks, toPlace } from "../helpers/docs/pages.ts";

const dockerfile = readFileSync(toPackagePath("Dockerfile"), "utf8");
const port = /^EXPOSE (?<port>\d+)/m.exec(dockerfile)?.groups?.port ?? "";

/** What a container is started with, wherever it is written. */
type Start = {
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly variables: readonly string[];
  /** Words for the image's entry point. */
  readonly words: readonly string[];
};

const isOurs = (image: string) => /(^|\/)stuntface(:[\w.${}-]+)?$/.test(image);

/** What is wrong with how a page starts the image. */
function findFaults({ ports, volumes, variables, words }: Start): string[] {
  const flags = listOptions().flatMap((leaf) => [toOptionNames(leaf).flag, leaf.schema.alias, "config"]);
  const text = words.join(" ");
  const targets = volumes.map((volume) => volume.split(":")[1] ?? volume);
  return [
    ...ports
      .filter(
        (mapping) =>
          mapping
            .split(":")
            .at(-1)
            ?.replace(/\/tcp$/, "") !== port,
      )
      .map((mapping) => `port ${mapping}`),
    ...variables.flatMap((name) =>
      name.startsWith("STUNTFACE_") ? listUnknownVariables({ [name]: "" }) : [],
    ),
    // The health check knows the settings, but not the words after the image.
    ...words
      .filter((word) => /^--(port|host|config)\b/.test(word))
      .map((word) => `${word} should be a variable`),
    ...[...text.matchAll(/(?<=^|\s)--([\w-]+)/g)]
      .filter(([, flag]) => !flags.includes(flag))
      .map(([flag]) => `flag ${flag}`),
    ...targets
      .filter(
        (target) =>
          !dockerfile.includes(target) &&
          !text.includes(target) &&
          !variables.some((name) => name.includes(target)),
      )
      .map((target) => `nothing reads ${target}`),
  ];
}

/** A `docker run` line as what it starts; words that docker does not know are named. */
function readRun(line: string): Start & { readonly unknown: readonly string[] } {
  const [...words] = line
    .replace(/^.*?docker run\s+/s, "")
    .replaceAll(/\\\n/g, " ")
    .trim()
    .split(/\s+/);
  const image = words.findIndex(isOurs);
  const given = words.slice(0, image);
  const take = (...names: readonly string[]) =>
    given.flatMap((word, index) => {
      const [name = "", value] = word.split(/=(.*)/s);
      return names.includes(name) ? [value ?? given[index + 1] ?? ""] : [];
    });
  return {
    ports: take("-p", "--publish"),
    volumes: take("-v", "--volume").map((volume) => volume.replaceAll('"', "")),
    variables: take("-e", "--env").map((variable) => variable.split("=")[0] ?? ""),
    words: words.slice(image + 1).filter((word) => word !== "&"),
    unknown: given.filter((word) => word.startsWith("-") && !dockerFlags.has(word.split("=")[0] ?? "")),
  };
}

type Service = {
  image?: string;
  build?: unknown;
  ports?: unknown[];
  volumes?: string[];
  environment?: unknown;
  env?: object;
  command?: string | string[];
};

function readService({ ports = [], volumes = [], environment, env, command = [] }: Service): Start {
  const variables = environment ?? env ?? {};
  return {
    ports: ports.map(String),
    volumes,
    variables: Array.isArray(variables)
      ? variables.map((text) => String(text).split("=")[0] ?? "")
      : Object.keys(variables),
    words: [command].flat(),
  };
}

test("the image listens where the pages say", () => {
  expect(port).toBe("4090");
});

test("every docker line starts the image with flags, ports, variables and mounts that it has", () => {
  const lines = readBlocks("sh")
    .flatMap((block) => listCommands(block, undefined))
    .filter(({ text }) => /docker run/.test(text));
  const runs = lines.filter(({ text }) => text.split(/\s+/).some(isOurs));
  const faults = runs.flatMap((line) => {
    const { unknown, ...start } = readRun(line.text);
    return [...unknown.map((word) => `docker's ${word}`), ...findFaults(start)].map(
      (fault) => `${toPlace(line)} ${fault}`,
    );
  });
  expect(runs.length).toBeGreaterThan(0);
  expect(faults).toEqual([]);
});

test("every service of a compose file or a workflow starts the image with what it has", () => {
  const blocks = readBlocks("yaml").filter(({ text }) => /^\s*services:/m.test(text));
  const faults = blocks.flatMap((block) => {
    const file = parse(block.text);
    const jobs = Object.values(file.jobs ?? {}) as { services?: Record<string, Service> }[];
    const services = [file.services ?? {}, ...jobs.map(({ services = {} }) => services)].flatMap(
      (group) => Object.values(group) as Service[],
    );
    const ours = services.filter(({ image, build }) =>
      image === undefined ? build !== undefined : isOurs(image),
    );
    return ours
      .flatMap((service) => findFaults(readService(service)))
      .map((fault) => `${toPlace(block)} ${fault}`);
  });
  expect(faults).toEqual([]);
});
