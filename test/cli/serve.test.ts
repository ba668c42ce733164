import { request } from "node:http";
import { expect, test } from "vitest";
import { runCli, startServe } from "../helpers/cli.ts";
import { createDirectory } from "../helpers/directories.ts";
import { createJpeg } from "../helpers/images.ts";
import { startVendor } from "../helpers/vendor.ts";

async function ask(url: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
}

test("a server lives at once, is ready later, answers the client commands and ends with 0", async () => {
  const directory = createDirectory({
    "selfie.jpg": await createJpeg(),
    "own/mine.yaml": "id: mine\nwhen: { vendor_data: lisa }\noutcome: { score: 97, detection: skip }\n",
  });
  const { url, waitFor, child, ended } = await startServe(["--scenarios", "own", "--engine-load", "start"], {
    cwd: directory,
  });
  expect(await ask(`${url}/livez`)).toEqual({ status: 200, text: '{"status":"ok"}' });

  const log = await waitFor(/^Ready\.$/m);
  expect(log).toContain(`curl -H "x-api-key: any" -F user_image=@selfie.jpg ${url}/v3/passive-liveness/`);
  for (const path of [
    "/v3/passive-liveness/",
    "/v3/face-match/",
    "/api/token/",
    "/api/v3/biometrics/liveness/",
  ])
    expect(log).toContain(`POST ${path}`);
  expect(await ask(`${url}/readyz`)).toMatchObject({ status: 200, text: expect.stringContaining('"ready"') });
  const { port } = new URL(url);
  const health = await runCli(["healthcheck"], { env: { STUNTFACE_PORT: port } });
  expect(health).toMatchObject({ code: 0, stdout: expect.stringContaining('"ready"') });

  const client = { env: { DIDIT_API_KEY: "any", STUNTFACE_URL: url }, cwd: directory };
  const forced = await runCli(["check", "selfie.jpg", "--vendor-data", "lisa"], client);
  expect(forced.stdout).toMatch(/\n\n--- Result: Approved \| Score: 97\/100 \| Quality: \d+\.\d+ ---\n$/);
  expect(forced.code).toBe(0);
  const faceless = await runCli(["check", "selfie.jpg", "--json"], client);
  expect(faceless.code).toBe(1);
  expect(faceless.stdout).toContain('"NO_FACE_DETECTED"');

  child.kill("SIGTERM");
  const { code, stdout, stderr } = await ended;
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^POST \/v3\/passive-liveness\/ 200 \d+ ms overlay \(mine#1\/1\)$/m);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s ends a server that still loads its networks",
  async (signal) => {
    const { child, ended } = await startServe(["--log", "json", "--engine-load", "start"]);
    child.kill(signal);
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([0, ""]);
  },
);

test("with --log json the first line of standard output is the address", async () => {
  const { url, waitFor } = await startServe(["--log", "json"]);
  const [line = ""] = (await waitFor(/\n/)).split("\n");
  expect(JSON.parse(line)).toEqual({ event: "listening", url });
});

test.each([
  ["text", "", /^mail to you@example\.com: Your verification code [A-Z0-9]{6}$/m],
  ["text", "/~ci-7", /^mail to you@example\.com: Your verification code [A-Z0-9]{6} \(space ci-7\)$/m],
  ["json", "/~ci-7", /^\{"event":"mail","space":"ci-7","to":"you@example\.com",.*"code":"[A-Z0-9]{6}",/m],
])("with --log %s the code of a registration in %j is in the log", async (log, space, line) => {
  const { url, waitFor, child, ended } = await startServe(["--log", log]);
  const registered = await fetch(`${url}${space}/auth/v2/programmatic/register/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "you@example.com", password: "MyStr0ng!Pass" }),
  });
  expect(registered.status).toBe(201);
  expect(await waitFor(line)).not.toContain("MyStr0ng");
  child.kill("SIGTERM");
  expect((await ended).stderr).toBe("");
});

test("with --log json one line says that the server is ready, and every line is JSON", async () => {
  const { url, waitFor, child, ended } = await startServe(["--log", "json", "--engine-load", "start"]);
  await waitFor(/^\{"event":"ready"\}$/m);
  await ask(`${url}/livez`);
  child.kill("SIGTERM");
  const lines = (await ended).stdout.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).event).slice(0, 2)).toEqual(["listening", "ready"]);
});

test("SIGTERM ends a server although a client has not finished its upload", async () => {
  const { url, child, ended } = await startServe(["--body-timeout-ms", "600000"]);
  const upload = request(`${url}/v3/passive-liveness/`, {
    method: "POST",
    headers: { "x-api-key": "any", "content-type": "multipart/form-data; boundary=b" },
  });
  const cut = new Promise((resolve) => upload.on("error", resolve));
  upload.write('--b\r\nContent-Disposition: form-data; name="user_image"; filename="a.jpg"\r\n\r\nhalf');
  await ask(`${url}/livez`);
  child.kill("SIGTERM");
  expect((await ended).code).toBe(0);
  await cut;
});

test("a port in use is one line and 2", async () => {
  const { port } = await startVendor({});
  expect(await runCli(["serve", "--port", String(port)])).toEqual({
    code: 2,
    stdout: "",
    stderr: `stuntface: port ${port} on 127.0.0.1 is in use; choose another with --port, or 0 for a free one\n`,
  });
});

test("a scenario directory that cannot be read is one line and 2", async () => {
  const nowhere = `${createDirectory()}/nowhere`;
  const { code, stdout, stderr } = await runCli(["serve", "--port", "0"], {
    env: { STUNTFACE_SCENARIOS: nowhere },
  });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^stuntface: cannot read the scenarios in .*nowhere: .*\n$/);
});

test("a blocklist directory that cannot be read is one line and 2", async () => {
  const nowhere = `${createDirectory()}/nowhere`;
  const { code, stdout, stderr } = await runCli(["serve", "--port", "0", "--blocklist", nowhere]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^stuntface: cannot read the blocklist in .*nowhere: .*\n$/);
});

test.each([
  [[], "Apptenticate accepts any user and password"],
  [["--apptenticate-users", "ann:hunter2"], "Apptenticate accepts 1 configured user"],
  [["--apptenticate-users", "ann:hunter2,bob:hunter3"], "Apptenticate accepts 2 configured users"],
])("with %j the banner says: %s", async (argv, line) => {
  const { waitFor } = await startServe(argv);
  const banner = await waitFor(/Loading the networks/);
  expect(banner.split("\n")).toContain(line);
  expect(banner).not.toMatch(/hunter|ann|bob/);
});

test("bad scenario files are listed and stop the start with 2", async () => {
  const directory = createDirectory({ "a.yaml": "outcome: Real\n", "b.yaml": "outcom: real\n" });
  expect(await runCli(["serve", "--port", "0", "--scenarios", directory])).toEqual({
    code: 2,
    stdout: "",
    stderr: [
      `${directory}/a.yaml:1:10 outcome: "Real" is not known. Did you mean real?`,
      `${directory}/b.yaml:1:1 outcom: the key is not known. Did you mean outcome?`,
      "",
    ].join("\n"),
  });
});

test("a bad stuntface.yaml is listed and stops the start with 2", async () => {
  const cwd = createDirectory({ "stuntface.yaml": "didit:\n  contrct: x\n" });
  const { code, stderr } = await runCli([], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^\/.*stuntface\.yaml:2:3 didit\.contrct: .*Did you mean contract\?\n$/);
});

test("a server whose output nobody reads any more goes on", async () => {
  const { url, child, ended } = await startServe();
  child.stdout?.destroy();
  for (let call = 0; call < 3; call += 1) expect((await ask(`${url}/v3/passive-liveness/`)).status).toBe(405);
  child.kill("SIGTERM");
  expect((await ended).code).toBe(0);
});
