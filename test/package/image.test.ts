import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { layDistroless, layLibraries } from "../../src/container/base-images.ts";
import { checkEarlySignal, checkServing } from "../../src/container/check-image.ts";
import { createCheckParts } from "../../src/container/check-parts.ts";
import { parseDockerfile } from "../../src/container/dockerfile.ts";
import type { Finding } from "../../src/container/inspect-image.ts";
import { findObstacle } from "../../src/container/obstacle.ts";
import { isInDistroless, listNeededLibraries } from "../../src/container/shared-libraries.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { createDirectory } from "../helpers/directories.ts";
import { start } from "./run.ts";

const project = inject("project");
const obstacle = findObstacle();
const { stages, image: settings } = parseDockerfile(readFileSync(toPackagePath("Dockerfile"), "utf8"));

// The short form of `npm run prove-image`: the package is the one of the other tests, Node is this one.
test("the pruned package serves in a root without shell, read-only, as a user in no passwd file", async ({
  skip,
}) => {
  skip(obstacle !== undefined, obstacle);
  const root = mkdtempSync(join(dirname(project), "image-"));
  // A folder of mkdtemp is its owner's alone.
  chmodSync(root, 0o755);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  await layImage(root);
  const needed = listNeededLibraries(root);
  const strange = needed.filter(
    ({ name, neededBy }) => neededBy !== "usr/local/bin/node" && !isInDistroless(name),
  );
  expect(strange).toEqual([]);
  layLibraries(root, new Set(needed.flatMap(({ path }) => path ?? [])));
  const env = Object.assign(
    {},
    ...(stages.at(-1)?.steps ?? []).map((step) => (step.kind === "env" ? step.values : {})),
  );
  const image = { root, workdir: "/app", env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...env }, settings };
  const parts = await createCheckParts(createDirectory());
  expect(withoutTimes(await checkServing(image, parts))).toEqual([]);
  expect(withoutTimes(await checkEarlySignal(image, parts))).toEqual([]);
});

async function layImage(root: string): Promise<void> {
  for (const folder of ["usr/local/bin", "scenarios", "data"])
    mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(process.execPath, join(root, "usr/local/bin/node"));
  const modules = join(project, "node_modules");
  // Links instead of copies: pruning only takes names away.
  await start("cp", ["-al", join(modules, "stuntface"), join(root, "app")], root).ended;
  await start("cp", ["-al", modules, join(root, "app")], root).ended;
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  const argv = [toPackagePath("dist/build/prune-modules.js"), join(root, "app/node_modules"), "--arch", arch];
  expect(await start(process.execPath, argv, root).ended).toMatchObject({ code: 0, stderr: "" });
  layDistroless(root);
}

/** What is not proved. How long an end took depends on what else the machine does, so no test asserts it. */
function withoutTimes(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ isOk, text }) => !isOk && !/^SIGTERM ends it in \d+ ms with code 0$/.test(text));
}
