import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toNodeVersion } from "../../../src/container/base-images.ts";
import { loadContext } from "../../../src/container/context.ts";
import { parseDockerfile, type Step } from "../../../src/container/dockerfile.ts";
import { toOptionNames } from "../../../src/load-options.ts";
import { listOptions } from "../../../src/option-leaves.ts";
import { readVersion, toPackagePath } from "../../../src/package-root.ts";

const { stages, image } = parseDockerfile(readFileSync(toPackagePath("Dockerfile"), "utf8"));
const final = stages.at(-1);
const steps = stages.flatMap((stage) => stage.steps);
const isCopy = (step: Step) => step.kind === "copy";

test("the last stage runs no program of its own, so its base needs no shell", () => {
  expect(final?.steps.map(({ kind }) => kind)).not.toContain("run");
  expect(image.entrypoint[0]).toBe("/usr/local/bin/node");
  expect(image.command).toEqual(["serve"]);
});

test("the health check is the subcommand, and frequent while the server starts", () => {
  expect(image.healthcheck).toEqual({
    argv: [...image.entrypoint, "healthcheck"],
    flags: { interval: "5s", timeout: "4s", "start-period": "60s", "start-interval": "250ms", retries: "3" },
  });
});

test("the user is a number and not root, so that an engine can tell", () => {
  expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
});

test("every stage that runs programs is on the builder's platform; the others are on the image's", () => {
  const names = stages.filter(({ base }) => base.includes(":")).map(({ name, platform }) => [name, platform]);
  expect(names).toEqual([
    ["tools", "$BUILDPLATFORM"],
    ["runtime", undefined],
    [undefined, undefined],
  ]);
  const running = stages.filter((stage) => stage.steps.some(({ kind }) => kind === "run"));
  expect(running.map(({ base }) => base)).toEqual(["tools", "tools", "tools"]);
});

test("builder and image have the same Node, of an exact version", () => {
  const versions = stages.flatMap(({ base }) => toNodeVersion(base) ?? []);
  expect(versions.length).toBe(2);
  expect(new Set(versions).size).toBe(1);
});

test("what is copied from the repository exists and is not left out by .dockerignore", () => {
  const { folder, isIncluded } = loadContext(toPackagePath("."));
  const sources = steps.filter(isCopy).flatMap((step) => (step.from === undefined ? step.sources : []));
  expect(sources).toContain("package.json");
  for (const source of sources.filter((one) => one !== ".")) {
    expect(existsSync(join(folder, source)), source).toBe(true);
    expect(isIncluded(source), source).toBe(true);
  }
});

test("every file of the package reaches the builder, and nothing else but the sources does", () => {
  const { isIncluded } = loadContext(toPackagePath("."));
  const { files } = JSON.parse(readFileSync(toPackagePath("package.json"), "utf8")) as { files: string[] };
  const packed = files.filter((path) => !path.startsWith("!") && path !== "dist");
  expect(packed.filter((path) => !isIncluded(path))).toEqual([]);
  expect(
    ["test/unit/a.test.ts", "node_modules/a/b.js", ".git/HEAD", ".ci/run", "dist/cli.js"].filter(isIncluded),
  ).toEqual([]);
});

test("the image's settings are settings of the server", () => {
  const env = Object.assign(
    {},
    ...(final?.steps ?? []).map((step) => (step.kind === "env" ? step.values : {})),
  );
  const variables = listOptions().map((leaf) => toOptionNames(leaf).variable);
  expect(
    Object.keys(env).filter((name) => name.startsWith("STUNTFACE_") && !variables.includes(name)),
  ).toEqual([]);
  expect(env).toMatchObject({ STUNTFACE_HOST: "0.0.0.0", STUNTFACE_SCENARIOS: "/scenarios" });
});

test("the labels tell the version and licence of package.json", () => {
  expect(image.labels).toMatchObject({
    "org.opencontainers.image.version": readVersion(),
    "org.opencontainers.image.licenses": "MIT",
    "org.opencontainers.image.base.name": final?.base,
  });
});

test("an instruction that would not be carried out is refused", () => {
  expect(() => parseDockerfile("FROM a\nVOLUME /data\n")).toThrow("VOLUME is not understood.");
  expect(() => parseDockerfile("FROM a\nCOPY --chmod=755 a b\n")).toThrow("COPY --chmod is not understood.");
});
