import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../../src/server.ts";
import { listPages } from "../helpers/docs/pages.ts";
import { cutPhotos } from "../helpers/docs/photos.ts";
import { runPage } from "../helpers/docs/run-page.ts";

let server: Server;
let photos: string;

// Pages that start no server of their own ask this one.
beforeAll(async () => {
  photos = mkdtempSync(join(tmpdir(), "stuntface-photos-"));
  server = await startServer({ port: 0 });
  await Promise.all([cutPhotos(photos), server.ready]);
});

afterAll(async () => {
  await server.close();
  rmSync(photos, { recursive: true, force: true });
});

test.each(listPages())("what %s shows to type in does what the page says", async (page) => {
  expect(await runPage(page, { port: Number(new URL(server.url).port), photos })).toEqual([]);
});
