import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, expect, inject, test } from "vitest";
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

test("the command serves until SIGTERM, approves a photo, and nothing warns", async () => {
  const server = start(process.execPath, [bin, "serve", "--port", "0"], project);
  const [url] = await server.waitFor(/http:\/\/127\.0\.0\.1:\d+/);
  await server.waitFor(/^Ready\.$/m);
  const check = start(process.execPath, [bin, "check", "selfie.jpg", "--url", url], project, {
    DIDIT_API_KEY: "any",
  });
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
  const { code, stdout, stderr } = await start(process.execPath, argv, project).ended;
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toEqual({
    notices: [],
    status: "Approved",
    faces: true,
    schemas: ["object", "object"],
  });
});

test("a program that is given as text keeps its data and has its scenarios read again", async () => {
  const scenarios = createDirectory();
  const options = JSON.stringify({
    port: 0,
    engineLoad: "first-photo",
    data: join(createDirectory(), "a.db"),
    scenarios,
  });
  const text = `
import { writeFileSync } from "node:fs";
import { startServer } from "stuntface";
const server = await startServer(${options});
writeFileSync(${JSON.stringify(join(scenarios, "late.yaml"))}, "outcome: real");
const answer = await fetch(server.url + "/__admin/reload", { method: "POST" });
console.log(answer.status, (await answer.json()).scenarios);
await server.close();
`;
  const program = start(process.execPath, ["--input-type=module", "-e", text], project);
  expect(await program.ended).toEqual({ code: 0, stdout: "200 1\n", stderr: "" });
});

test("the consumer in ESM works with what is installed", async () => {
  cpSync(toPackagePath("test/consumers/esm"), join(project, "esm"), { recursive: true });
  const consumer = start(process.execPath, ["esm/index.mjs"], project);
  expect(await consumer.ended).toEqual({ code: 0, stdout: "works\n", stderr: "" });
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
