import { AbstractStartedContainer, GenericContainer, type StartedTestContainer, Wait } from "testcontainers";
import type { Admin } from "./control/admin.ts";
import { connect } from "./control/connect.ts";
import type { PartialOptions } from "./options.ts";
import { toEnvironment } from "./to-environment.ts";

/** Options of the server in a container; where it listens is settled. */
export type ContainerOptions = Omit<PartialOptions, "host" | "port" | "scenarios" | "admin"> & {
  readonly admin?: { readonly token?: string };
};

const port = 4090;
const scenarioDirectory = "/scenarios";
// The copies belong to root, and the server is somebody else, who must be able to read what on this machine is the owner's alone.
const copiedMode = 0o755;
const startupTimeoutMs = 60_000;

/** Stuntface in a container. It has started when the networks are loaded. */
export class StuntfaceContainer extends GenericContainer {
  #token: string | undefined;

  /** `image` is the name under which the image was built or is pulled. */
  constructor(image = "stuntface") {
    super(image);
    this.withExposedPorts(port)
      .withWaitStrategy(Wait.forHttp("/readyz", port, { abortOnContainerExit: true }).forStatusCode(200))
      .withStartupTimeout(startupTimeoutMs);
  }

  /** Sets options of the server as `STUNTFACE_*` variables; throws TypeError for one that is not known or does not fit. */
  withOptions(options: ContainerOptions): this {
    this.#token = options.admin?.token ?? this.#token;
    return this.withEnvironment(toEnvironment(options));
  }

  /** Copies scenario files into the container: those of a directory, or texts by file name. */
  withScenarios(source: string | Readonly<Record<string, string>>): this {
    this.withEnvironment({ STUNTFACE_SCENARIOS: scenarioDirectory });
    if (typeof source === "string")
      return this.withCopyDirectoriesToContainer([{ source, target: scenarioDirectory, mode: copiedMode }]);
    const files = Object.entries(source);
    return this.withCopyContentToContainer(
      files.map(([name, content]) => ({ content, target: `${scenarioDirectory}/${name}` })),
    );
  }

  override async start(): Promise<StartedStuntfaceContainer> {
    return new StartedStuntfaceContainer(await super.start(), this.#token);
  }
}

/** A running container with Stuntface. */
export class StartedStuntfaceContainer extends AbstractStartedContainer {
  /** Base URL as this machine reaches it. */
  readonly url: string;
  /** The admin surface; `admin.space()` makes a space for a test of its own. */
  readonly admin: Admin;

  constructor(started: StartedTestContainer, token?: string) {
    super(started);
    const host = started.getHost();
    this.url = `http://${host.includes(":") ? `[${host}]` : host}:${started.getMappedPort(port)}`;
    this.admin = connect(this.url, { token });
  }
}
