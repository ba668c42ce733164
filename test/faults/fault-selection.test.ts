import { expect, test } from "vitest";
import { askAdmin, listCalls, startLiveServer } from "../helpers/live-server.ts";
import { openRawClient } from "../helpers/raw-client.ts";
import {
  createFaceMatch,
  createSelfie,
  fetchToken,
  sendUpload,
  toRequestBytes,
  type Upload,
} from "../helpers/uploads.ts";

/** A server with an inert file `cut`, and what the client of one call sees of it. */
async function startSelecting(
  file = "enabled: true\nwhen: { vendor_data: nobody }\noutcome: { fault: empty }\n",
) {
  const server = await startLiveServer({ files: { "cut.yaml": file } });
  const observe = async (upload: Upload, headers: Record<string, string> = {}, space = "") => {
    const sent = { connection: "close", ...headers };
    const raw = openRawClient(server.port, toRequestBytes(upload, sent, space));
    const ending = await raw.ended;
    const [call] = await listCalls(`${server.url}${space}`);
    return {
      bytes: raw.received().length,
      ending,
      status: call?.status,
      outcome: call?.outcome,
      scenario: call?.scenario,
    };
  };
  return { ...server, observe };
}

const cut = (scenario: string) => ({ bytes: 0, ending: "end", status: null, outcome: "fault", scenario });
const whole = { bytes: expect.any(Number), ending: "end", status: 200, outcome: "real", scenario: "none" };

test("a file selects a fault by what the call has", async () => {
  const { observe } = await startSelecting();
  expect(await observe(createFaceMatch({ vendor_data: "nobody" }))).toEqual(cut("cut#1/1"));
  expect(await observe(createFaceMatch({ vendor_data: "somebody" }))).toEqual(whole);
});

test("the request header selects a fault by its id, for every vendor and every stage", async () => {
  for (const stage of ["before_auth", "before_validation", "normal"]) {
    const { observe, url } = await startSelecting(
      `stage: ${stage}\nwhen: { api_key: x }\noutcome: { fault: empty }\n`,
    );
    const header = { "x-stuntface-scenario": "cut" };
    expect(await observe(createFaceMatch(), header)).toEqual(cut("cut#1/1"));
    expect(await observe(createSelfie(await fetchToken(url)), header)).toEqual(cut("cut#1/1"));
  }
});

test("a magic value selects a fault by the id of its scenario, with a delay if wanted", async () => {
  const { observe } = await startSelecting();
  expect(await observe(createFaceMatch({ vendor_data: "stunt:cut" }))).toEqual(cut("cut#1/1"));
  expect(await observe(createFaceMatch({ vendor_data: "stunt:cut,delay=20ms" }))).toEqual(cut("cut#1/1"));
  expect(await observe(createFaceMatch(), { "x-api-key": "stunt_cut" })).toEqual(cut("cut#1/1"));
});

test("a scenario added at run time breaks the calls of its space only", async () => {
  const { observe, url } = await startSelecting();
  const scenario = { id: "gone", outcome: { fault: "empty" } };
  expect((await askAdmin(`${url}/~ci`, "scenarios", scenario)).status).toBe(201);
  expect(await observe(createFaceMatch(), {}, "/~ci")).toEqual(cut("gone#1/1"));
  expect(await observe(createFaceMatch())).toEqual(whole);
  expect((await askAdmin(`${url}/~ci`, "scenarios/gone", undefined, "DELETE")).status).toBe(200);
  expect(await observe(createFaceMatch(), {}, "/~ci")).toEqual(whole);
});

test("armed faults break the next calls in their order, then the real answers come", async () => {
  const { observe, url } = await startSelecting();
  const operation = "didit.face-match";
  for (const [stage, fault] of [
    ["before_auth", "empty"],
    ["normal", "truncate"],
    ["before_validation", "empty"],
  ])
    expect((await askAdmin(url, "arm", { operation, stage, outcome: { fault } })).status).toBe(201);
  expect(await observe(createFaceMatch())).toEqual(cut("armed-1#1/1"));
  expect(await observe(createFaceMatch())).toMatchObject({
    status: 200,
    outcome: "fault",
    scenario: "armed-2#1/1",
  });
  expect(await observe(createFaceMatch())).toEqual(cut("armed-3#1/1"));
  expect(await observe(createFaceMatch())).toEqual(whole);
});

test("steps mix faults, errors and real answers", async () => {
  const { observe } = await startSelecting(
    "steps:\n  - outcome: { fault: empty }\n    times: 2\n  - outcome: { error: unavailable }\n  - outcome: real\n",
  );
  const seen = [];
  for (let call = 0; call < 5; call += 1) {
    const { status, scenario } = await observe(createFaceMatch());
    seen.push(`${scenario} ${status}`);
  }
  expect(seen).toEqual(["cut#1/3 null", "cut#1/3 null", "cut#2/3 503", "cut#3/3 200", "cut#3/3 200"]);
});

test("diagnostic headers can be switched off, for faults as well", async () => {
  const server = await startLiveServer({
    options: { diagnostics: false },
    files: { "slow.yaml": "outcome: { fault: { slow: { bytes_per_s: 10000 } } }\n" },
  });
  const response = await sendUpload(server.url, createFaceMatch());
  expect([...response.headers.keys()].filter((name) => /stuntface|server-timing/.test(name))).toEqual([]);
  expect(await listCalls(server.url)).toMatchObject([{ status: 200, scenario: "slow#1/1" }]);
});
