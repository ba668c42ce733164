import { parse } from "yaml";
import { dockerFlags } from "./foreign.ts";

/** What a container of the image is started with, wherever it is written. */
export type ContainerStart = {
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Words for the image's entry point. */
  readonly words: readonly string[];
  /** Flags that docker does not know. */
  readonly unknown: readonly string[];
};

/** Whether the name of an image, or the folder it is built in, is this project's. */
export function isOurImage(image: string): boolean {
  return /(^|\/)stuntface(:[\w.${}-]+)?$/.test(image);
}

/** What a `docker run` line starts; undefined when it is another image. */
export function readDockerRun(line: string): ContainerStart | undefined {
  const text = line.replace(/^.*?docker run\s+/s, "").replaceAll(/\\\n/g, " ");
  const words = text
    .replace(/\s#\s.*$/, "")
    .trim()
    .split(/\s+/);
  const image = words.findIndex(isOurImage);
  if (image === -1) return undefined;
  const given = words.slice(0, image);
  const take = (...names: readonly string[]) =>
    given.flatMap((word, index) => {
      const [name = "", value] = word.split(/=(.*)/s);
      return names.includes(name) ? [(value ?? given[index + 1] ?? "").replaceAll('"', "")] : [];
    });
  return {
    ports: take("-p", "--publish"),
    volumes: take("-v", "--volume"),
    variables: toVariables(take("-e", "--env")),
    words: words.slice(image + 1).filter((word) => word !== "&"),
    unknown: given.filter((word) => word.startsWith("-") && !dockerFlags.has(word.split("=")[0] ?? "")),
  };
}

type Service = {
  readonly image?: string;
  readonly build?: string | { readonly context?: string };
  readonly ports?: readonly unknown[];
  readonly volumes?: readonly string[];
  readonly environment?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly command?: string | readonly string[];
};

type Services = Readonly<Record<string, Service>>;

/** What the services of a compose file or of a workflow's jobs start from this project's image. */
export function readServices(yaml: string): ContainerStart[] {
  const { services, jobs = {} }: { services?: Services; jobs?: Record<string, { services?: Services }> } =
    parse(yaml);
  const groups = [services, ...Object.values(jobs).map((job) => job.services)];
  return groups
    .flatMap((group) => Object.values(group ?? {}))
    .filter(({ image, build }) => isOurImage(image ?? toFolder(build)))
    .map(({ ports = [], volumes = [], environment, env = {}, command = [] }) => ({
      ports: ports.map(String),
      volumes,
      variables: toVariables(environment ?? env),
      words: [command].flat(),
      unknown: [],
    }));
}

function toFolder(build: Service["build"]): string {
  return typeof build === "string" ? build : (build?.context ?? "");
}

function toVariables(given: readonly string[] | Readonly<Record<string, unknown>>): Record<string, string> {
  const pairs = Array.isArray(given) ? given.map((text) => text.split(/=(.*)/s)) : Object.entries(given);
  return Object.fromEntries(pairs.map(([name, value = ""]) => [name, String(value)]));
}
