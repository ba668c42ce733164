import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";
import { createDirectory } from "../helpers/directories.ts";
import { start } from "./run.ts";

const project = inject("project");
const bin = join(project, "node_modules", "stuntface", "bin", "stuntface.js");

const script = `
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { startServer } from "stuntface";

const [data] = process.argv.slice(2);
const notices = [];
const server = await startServer({ port: 0, data, didit: { contract: "2026-06" } }, { onNotice: (text) => notices.push(text) });
await server.ready;
const form = new FormData();
form.append("user_image", new Blob([await readFile("selfie.jpg")]), "selfie.jpg");
const headers = { "x-api-key": "any" };
const answer = await fetch(server.url + "/v3/passive-liveness/", { method: "POST", headers, body: form });
const { liveness } = await answer.json();
await server.close();
const require = createRequire(import.meta.url);
const schemas = ["stuntface/scenarios/schema.json", "stuntface/openapi/admin.json"].map((name) => typeof require(name));
console.log(JSON.stringify({ notices, status: liveness.status, faces: liveness.face_quality > 0, schemas }));
`;

beforeAll(async () => {
  const photo = join(project, "node_modules", "@vladmandic", "face-api", "demo", "sample3.jpg");
  const face = { left: 460, top: 210, width: 460, height: 520 };
  await sharp(photo).extract(face).toFile(join(project, "selfie.jpg"));
  writeFileSync(join(project, "consumer.js"), script);
});

describe.each(inject("nodes"))("on Node $version", ({ path }) => {
  test("the command serves until SIGTERM, approves a photo, and nothing warns", async () => {
    const server = start(path, [bin, "serve", "--port", "0"], project);
    const [url] = await server.waitFor(/http:\/\/127\.0\.0\.1:\d+/);
    await server.waitFor(/^Ready\.$/m);
    const check = start(path, [bin, "check", "selfie.jpg", "--url", url], project, { DIDIT_API_KEY: "any" });
    expect(await check.ended).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Approved"),
      stderr: "",
    });
    server.child.kill("SIGTERM");
    expect(await server.ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("a program in ESM has a server of its own with native code for networks and data, and nothing warns", async () => {
    const argv = ["consumer.js", join(createDirectory(), "state.db")];
    const { code, stdout, stderr } = await start(path, argv, project).ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toEqual({
      notices: [],
      status: "Approved",
      faces: true,
      schemas: ["object", "object"],
    });
  });
});

test("npx and a link elsewhere, as of a global installation, run the command", async () => {
  const link = join(createDirectory(), "stuntface");
  symlinkSync(bin, link);
  const runs = [
    start("npx", ["--no-install", "stuntface", "--version"], project),
    start(link, ["--version"], "/"),
  ];
  for (const { ended } of runs) expect(await ended).toMatchObject({ code: 0, stdout: "0.1.0\n" });
});

// Checking the types of the dependencies, too, takes ten times as long; once is enough.
test.each([
  { resolution: "nodenext", skipLibCheck: false },
  { resolution: "bundler", skipLibCheck: true },
])(
  "the types compile in strict programs with $resolution resolution",
  async ({ resolution, skipLibCheck }) => {
    const cwd = join(project, resolution);
    mkdirSync(cwd);
    writeFileSync(join(cwd, "program.ts"), typedProgram);
    const module = resolution === "bundler" ? "esnext" : resolution;
    const strictness = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck };
    const compilerOptions = {
      module,
      moduleResolution: resolution,
      target: "es2023",
      types: ["node"],
      noEmit: true,
      ...strictness,
    };
    writeFileSync(join(cwd, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
    const tsc = toPackagePath("node_modules/typescript/bin/tsc");
    expect(await start(process.execPath, [tsc, "-p", cwd], cwd).ended).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
  },
);

const typedProgram = `
import { type PartialOptions, type Server, startServer } from "stuntface";

const options: PartialOptions = { port: 0, log: "silent", didit: { contract: "2026-06", rateLimit: "off" } };
const server: Server = await startServer(options);
const url: string = server.url;
// @ts-expect-error An edition that does not exist.
await startServer({ didit: { contract: "1999" } });
await server.close();
export { url };
`;
