import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseDockerfile } from "../../src/container/dockerfile.ts";
import { listUnknownVariables } from "../../src/load-options.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { runCli, startServe } from "../helpers/cli.ts";

const folder = toPackagePath("examples");
const load = (name: string) => parse(readFileSync(join(folder, name), "utf8"));
const compose = load("compose.yaml");
const workflow = load("github-actions.yml");
const { image } = parseDockerfile(readFileSync(toPackagePath("Dockerfile"), "utf8"));

test("compose starts the client when the image's own health check passes", () => {
  expect(Object.keys(compose.services)).toEqual(["stuntface", "client"]);
  expect(compose.services.client.depends_on).toEqual({ stuntface: { condition: "service_healthy" } });
  expect(image.healthcheck.argv.at(-1)).toBe("healthcheck");
  expect(compose.services.client.environment.VERIFICATION_URL).toBe(`http://stuntface:${image.ports[0]}`);
});

test("every file and variable that the examples name exists", () => {
  const volumes: string[] = [...compose.services.stuntface.volumes, ...compose.services.client.volumes];
  for (const volume of volumes) expect(readdirSync(join(folder, volume.split(":")[0] ?? ""))).not.toEqual([]);
  expect(readdirSync(join(folder, compose.services.stuntface.build))).toContain("Dockerfile");
  const { services, steps } = workflow.jobs.tests;
  expect(services.stuntface.ports).toEqual([`${image.ports[0]}:${image.ports[0]}`]);
  for (const environment of [compose.services.stuntface.environment, services.stuntface.env])
    expect(listUnknownVariables(environment)).toEqual([]);
  const named = steps.flatMap(({ run = "" }: { run?: string }) => run.match(/examples\/[\w./-]+/g) ?? []);
  expect(named).not.toEqual([]);
  for (const path of named) expect(() => readFileSync(toPackagePath(path))).not.toThrow();
});

test("the example's scenarios are valid", async () => {
  expect(await runCli(["validate", join(folder, "scenarios")])).toMatchObject({ code: 0, stderr: "" });
});

test("the client's tests pass as both examples run them, against a server with the example's settings", async () => {
  const { url } = await startServe(["--scenarios", join(folder, "scenarios")], {
    env: { ...compose.services.stuntface.environment, ...workflow.jobs.tests.services.stuntface.env },
  });
  const [program, ...argv]: string[] = compose.services.client.command;
  expect(program).toBe("node");
  const file = argv.map((word) => word.replace(/^\/client\//, `${folder}/client/`));
  const env = { ...compose.services.client.environment, VERIFICATION_URL: url, PATH: process.env.PATH };
  const child = spawn(process.execPath, file, { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const [code] = await once(child, "close");
  expect([code, output]).toEqual([0, expect.stringMatching(/pass 4\n/)]);

  const upload: string = workflow.jobs.tests.steps.at(-1).run;
  const [, path = "", type = "", route = ""] =
    /--data-binary @(\S+) -H "Content-Type: (\S+)" http:\/\/[^/]+(\/\S+)$/.exec(upload) ?? [];
  const body = readFileSync(toPackagePath(path));
  const sent = await fetch(url + route, { method: "POST", headers: { "content-type": type }, body });
  expect([sent.status, await sent.text()]).toEqual([201, '{"id":"declined-user"}']);
});
