import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listUnknownVariables, toOptionNames } from "../../src/load-options.ts";
import { listOptions } from "../../src/option-leaves.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { listCommands } from "../helpers/docs/commands.ts";
import { type ContainerStart, readDockerRun, readServices } from "../helpers/docs/container-starts.ts";
import { readBlocks, toPlace } from "../helpers/docs/pages.ts";

const dockerfile = readFileSync(toPackagePath("Dockerfile"), "utf8");
const exposed = /^EXPOSE (?<port>\d+)/m.exec(dockerfile)?.groups?.port;

/** What is wrong with how a page starts the image. */
function findFaults({ ports, volumes, variables, words, unknown }: ContainerStart): string[] {
  const known = listOptions().flatMap((leaf) => [toOptionNames(leaf).flag, leaf.schema.alias]);
  const flags = words.flatMap((word) => /^--(?<flag>[\w-]+)/.exec(word)?.groups?.flag ?? []);
  const read = [dockerfile, ...words, ...Object.values(variables)];
  const port = variables.STUNTFACE_PORT ?? exposed;
  const targets = volumes.map((volume) => volume.split(":")[1] ?? volume);
  return [
    ...unknown.map((flag) => `docker's ${flag}`),
    ...ports.filter((mapping) => mapping.split(/[:/]/).at(-1) !== port).map((mapping) => `port ${mapping}`),
    ...Object.keys(variables)
      .filter((name) => name.startsWith("STUNTFACE_"))
      .flatMap((name) => listUnknownVariables({ [name]: "" })),
    ...flags.filter((flag) => !known.includes(flag)).map((flag) => `flag --${flag}`),
    // The health check reads the settings, but not the words after the image.
    ...flags.filter((flag) => /^(port|host)$/.test(flag)).map((flag) => `--${flag} should be a variable`),
    ...targets
      .filter((target) => !read.some((text) => text.includes(target)))
      .map((target) => `nothing reads ${target}`),
  ];
}

test("the image listens where the pages say", () => {
  expect(exposed).toBe("4090");
});

test("every docker line starts the image with flags, ports, variables and mounts that it has", () => {
  const lines = readBlocks("sh").flatMap((block) => listCommands(block, undefined));
  const runs = lines.flatMap((line) => {
    const start = line.text.includes("docker run") ? readDockerRun(line.text) : undefined;
    return start ? [{ line, start }] : [];
  });
  expect(runs.length).toBeGreaterThan(0);
  expect(
    runs.flatMap(({ line, start }) => findFaults(start).map((fault) => `${toPlace(line)} ${fault}`)),
  ).toEqual([]);
});

test("every service of a compose file or a workflow starts the image with what it has", () => {
  const starts = readBlocks("yaml")
    .filter(({ text }) => /^\s*services:/m.test(text))
    .flatMap((block) => readServices(block.text).map((start) => ({ block, start })));
  expect(starts.length).toBeGreaterThan(1);
  expect(
    starts.flatMap(({ block, start }) => findFaults(start).map((fault) => `${toPlace(block)} ${fault}`)),
  ).toEqual([]);
});

test.each([
  ["docker run -p 8080:80 stuntface", "port 8080:80"],
  ["docker run --reed-only stuntface", "docker's --reed-only"],
  ["docker run -e STUNTFACE_PROT=1 stuntface", expect.stringContaining("STUNTFACE_PROT is not known")],
  ["docker run stuntface --scenaros /x", "flag --scenaros"],
  ["docker run stuntface --port 80", "--port should be a variable"],
  ["docker run -v ./x:/nowhere stuntface", "nothing reads /nowhere"],
])("%s is found to be wrong", (line, fault) => {
  const start = readDockerRun(line) ?? expect.fail("not read");
  expect(findFaults(start)).toEqual([fault]);
});
