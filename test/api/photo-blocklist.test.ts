import { createHash } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { EngineBusyError, type FaceEngine } from "../../src/face/engine.ts";
import { toUuid } from "../../src/identity.ts";
import type { PartialOptions } from "../../src/options.ts";
import { UnreadableBlocklistError } from "../../src/sandbox/photo-folder.ts";
import { createDirectory } from "../helpers/directories.ts";
import {
  createPeopleEngine,
  createPersonPhoto,
  garbage,
  nobody,
  people,
  toPersonPart,
} from "../helpers/people.ts";
import { postForm, startTestServer } from "../helpers/server.ts";

type Setup = { readonly engine?: FaceEngine; readonly didit?: PartialOptions["didit"] };

async function start(
  files: Readonly<Record<string, string | Uint8Array>>,
  { engine, didit = {} }: Setup = {},
) {
  const notices: string[] = [];
  const server = await startTestServer(
    { blocklist: createDirectory(files), didit },
    { engine: engine ?? createPeopleEngine(), onNotice: (message) => notices.push(message) },
  );
  const check = async (person: number, space = "") => {
    const { body } = await postForm(`${server.url}${space}/v3/passive-liveness/`, [toPersonPart(person)]);
    const warnings: { risk: string; additional_data?: unknown }[] = body.liveness.warnings;
    return { verdict: body.liveness.status, warnings, risks: warnings.map(({ risk }) => risk) };
  };
  return { ...server, notices, check };
}

test("the faces in the photos of a directory decline liveness checks in every space", async () => {
  const { check } = await start({ "x.jpg": createPersonPhoto(people.same) });
  for (const space of ["", "/~other"]) {
    const { verdict, risks } = await check(people.same, space);
    expect([verdict, risks]).toEqual(["Declined", ["FACE_IN_BLOCKLIST"]]);
    expect((await check(people.near, space)).risks).toEqual(["POSSIBLE_FACE_IN_BLOCKLIST"]);
    expect((await check(people.other, space)).verdict).toBe("Approved");
  }
});

test("photos of all formats are found in subdirectories too, other files and hidden ones are left alone", async () => {
  const photo = createPersonPhoto(people.same);
  const names = ["a.jpg", "b.JPEG", "c/d.png", "c/e/f.webp", "g.tiff", "h.tif"];
  const others = { ".hidden.jpg": photo, ".git/i.jpg": photo, "notes.txt": "x", "j.gif": photo };
  const { notices, check } = await start({
    ...Object.fromEntries(names.map((name) => [name, photo])),
    ...others,
  });
  await check(people.other);
  expect(notices).toEqual(["blocklist: 6 photos"]);
});

test("a notice names the photos that block nobody", async () => {
  const { notices, check } = await start({
    "a.jpg": createPersonPhoto(people.same),
    "b/x.jpg": createPersonPhoto(nobody),
    "c.png": createPersonPhoto(garbage),
  });
  expect((await check(people.same)).risks).toEqual(["FACE_IN_BLOCKLIST"]);
  expect(notices).toEqual(["blocklist: 3 photos, 1 without a face: b/x.jpg, 1 unreadable: c.png"]);
});

test("many photos are told of as they are looked at, of many without a face only the first ten are named", async () => {
  const faceless = createPersonPhoto(nobody);
  const names = Array.from({ length: 201 }, (_, index) => `${String(index).padStart(3, "0")}.jpg`);
  const { notices, check } = await start(Object.fromEntries(names.map((name) => [name, faceless])));
  await check(people.same);
  expect(notices).toEqual([
    "blocklist: 100 of 201 photos looked at",
    "blocklist: 200 of 201 photos looked at",
    `blocklist: 201 photos, 201 without a face: ${names.slice(0, 10).join(", ")} and 191 more`,
  ]);
});

test("an empty directory blocks nobody and says so", async () => {
  const { notices, check } = await start({});
  expect((await check(people.same)).verdict).toBe("Approved");
  expect(notices).toEqual(["blocklist: 0 photos"]);
});

test("in edition 2026-06 the warning points to an id made from the file", async () => {
  const photo = createPersonPhoto(people.same);
  const { check } = await start({ "x.jpg": photo }, { didit: { contract: "2026-06" } });
  const { warnings } = await check(people.same);
  expect(warnings[0]?.additional_data).toEqual({
    blocklisted_session_id: toUuid(createHash("sha256").update(photo).digest()),
    blocklisted_session_number: 0,
    api_service: null,
  });
});

test("photos are screened even where no faces are enrolled", async () => {
  const { check } = await start({ "x.jpg": createPersonPhoto(people.same) }, { didit: { enrolment: false } });
  expect((await check(people.same)).risks).toEqual(["FACE_IN_BLOCKLIST"]);
});

test("calls that come before the photos were looked at wait for them, the start does not", async () => {
  const engine = createPeopleEngine();
  const loading = new EventEmitter();
  const ready = once(loading, "ready").then(() => undefined);
  const { check, notices } = await start(
    { "x.jpg": createPersonPhoto(people.same) },
    { engine: { ...engine, ready } },
  );
  const call = check(people.same);
  await vi.waitFor(() => expect(engine.asked).toHaveLength(1));
  expect(notices).toEqual([]);
  loading.emit("ready");
  expect((await call).risks).toEqual(["FACE_IN_BLOCKLIST"]);
});

test("a photo that finds the engine's queue full is looked at later", async () => {
  const engine = createPeopleEngine();
  let refusals = 2;
  const analyze: FaceEngine["analyze"] = (bytes, options) => {
    if (refusals-- > 0) throw new EngineBusyError("full");
    return engine.analyze(bytes, options);
  };
  const { check, notices } = await start(
    { "x.jpg": createPersonPhoto(people.same) },
    { engine: { ...engine, analyze } },
  );
  await vi.waitFor(() => expect(notices).toEqual(["blocklist: 1 photo"]));
  expect((await check(people.same)).risks).toEqual(["FACE_IN_BLOCKLIST"]);
});

test("a directory that cannot be read stops the start", async () => {
  const directory = createDirectory({ "x.jpg": createPersonPhoto(people.same) });
  for (const blocklist of [join(directory, "nowhere"), join(directory, "x.jpg")]) {
    const failed = startTestServer({ blocklist });
    await expect(failed).rejects.toThrow(UnreadableBlocklistError);
    await expect(failed).rejects.toThrow(`cannot read the blocklist in ${blocklist}: `);
  }
});
