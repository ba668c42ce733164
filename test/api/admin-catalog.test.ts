import type { FastifyInstance } from "fastify";
import { expect, test } from "vitest";
import { createCatalog } from "../../src/admin/catalog.ts";
import { toPackagePath } from "../../src/package-root.ts";
import { loadScenarios } from "../../src/scenarios/load.ts";
import { askAdmin, photoPart } from "../helpers/admin.ts";
import { createTestApp, getTokens, postDidit, postForm, postSelfie } from "../helpers/app.ts";
import { createSpecs } from "../helpers/specs.ts";

type Entry = { outcome: Record<string, unknown>; scenario?: string; magic?: string };
type Operation = {
  id: string;
  files: string[];
  outcomes: Entry[];
  set: string[];
  warnings: { risk: string }[];
};
type Order = { header?: string; magic?: string };

/** Makes a valid call of the operation, with an order in its header or in a value that it sends anyway. */
async function call(app: FastifyInstance, { id, files }: Operation, { header, magic }: Order) {
  const headers: Record<string, string> = header === undefined ? {} : { "x-stuntface-scenario": header };
  const photos = files.map((name) => ({ ...photoPart, name }));
  const orders = magic === undefined ? [] : [{ name: "vendor_data", content: magic }];
  if (id.startsWith("didit.")) return postDidit(app, id.slice(6), [...orders, ...photos], headers);
  if (id === "apptenticate.liveness") return postSelfie(app, photos, headers, magic ?? "user");
  const { refresh } = id === "apptenticate.token" ? { refresh: "none" } : await getTokens(app);
  const fields = { username: "user", password: "secret", refresh };
  const parts = Object.entries(fields).map(([name, content]) => ({ name, content }));
  return postForm(app, id === "apptenticate.token" ? "/api/token/" : "/api/token/refresh/", parts, headers);
}

/** Operations for all of whose outcomes there is a file. */
const readyMade = new Set(["didit.passive-liveness", "didit.face-match", "apptenticate.liveness"]);

const editions = ["2025-05", "2026-06"] as const;
const setups = editions.map((contract) => {
  const specs = createSpecs({ didit: { contract } });
  const shipped = loadScenarios(toPackagePath("scenarios"), specs, "shipped");
  const { operations } = createCatalog(specs, shipped);
  return { contract, specs, operations: operations as unknown as Operation[] };
});
const entries = setups.flatMap(({ contract, operations }) =>
  operations.flatMap((operation) =>
    operation.outcomes.map((entry) => ({
      title: `${contract} ${operation.id} ${JSON.stringify(entry.outcome)}`,
      contract,
      operation,
      entry,
    })),
  ),
);

// One app for all outcomes of an operation: making one takes longer than calling it.
const operations = setups.flatMap(({ contract, operations }) =>
  operations.map(({ id }) => ({ contract, id })),
);

test.each(operations)(
  "$contract $id: every outcome comes as a scenario of its own, by name and by magic value",
  async ({ contract, id }) => {
    const app = await createTestApp({
      options: { didit: { contract, enrolment: false } },
      allowsServerErrors: true,
    });
    const own = entries.filter((entry) => entry.contract === contract && entry.operation.id === id);
    expect(own.length).toBeGreaterThan(0);
    for (const entry of own) await expectForced(app, entry);
  },
);

/** Holds an outcome's three ways of being forced against each other. */
async function expectForced(app: FastifyInstance, { operation, entry, title }: (typeof entries)[number]) {
  await askAdmin(app, "PUT /__admin/scenarios/forced", { outcome: entry.outcome, operation: operation.id });
  const wanted = await call(app, operation, {});
  expect(wanted.headers["x-stuntface-scenario"], title).toBe("forced#1/1");
  await askAdmin(app, "DELETE /__admin/scenarios");

  const [[kind, value] = ["", ""]] = Object.entries(entry.outcome);
  if (kind === "error") expect(wanted.headers["x-stuntface-outcome"], title).toBe("error");
  else expect(wanted.text, title).toContain(toTrace(operation.id, kind, value));

  const orders: Order[] = [
    ...(entry.scenario === undefined ? [] : [{ header: entry.scenario }]),
    ...(entry.magic === undefined ? [] : [{ magic: entry.magic }]),
  ];
  for (const order of orders) {
    const { status, headers, text } = await call(app, operation, order);
    const label = order.magic ?? `${order.header}#1/1`;
    expect([headers["x-stuntface-scenario"], status], title).toEqual([label, wanted.status]);
    // What echoes the order or numbers the answers differs.
    const same = (body: string) =>
      body.replace(/"vendor_data":"[^"]*"/, '"vendor_data":null').replace(/session_number":\d+/g, "");
    // The ready-made attack comes with a low score.
    if (order.header === "liveness-face-attack")
      expect(text, title).toContain(toTrace(operation.id, kind, value));
    else expect(same(text), title).toBe(same(wanted.text));
  }
}

/** Text that the answer has when the outcome is forced. */
function toTrace(operation: string, kind: string, value: unknown): string {
  if (kind === "warnings") return `"risk":"${value}"`;
  if (kind === "code") return `"error_code":${value}`;
  if (operation === "apptenticate.liveness") return `"valid":${value === "Approved"}`;
  return `"status":"${value}"`;
}

test("every outcome of the checks has a magic value, every warning, code and error a ready-made scenario", () => {
  for (const { operation, entry } of entries) {
    expect([entry, entry.magic !== undefined]).toEqual([entry, operation.files.length > 0]);
    if (readyMade.has(operation.id) && !("status" in entry.outcome))
      expect([operation.id, entry]).toEqual([operation.id, { ...entry, scenario: expect.any(String) }]);
  }
});

test.each(setups)(
  "every value that the catalog of $contract says can be set is taken by the loader",
  async (setup) => {
    const { contract, specs, operations } = setup;
    const app = await createTestApp({ options: { didit: { contract } } });
    const words = new Set(listWords(specs.map(({ answer }) => answer)));
    const values = [0, 1, 700, true, null, [], {}, "a", ...words];
    for (const { id, set } of operations)
      for (const path of listLeaves(set)) {
        const answers = await Promise.all(
          values.map((value) =>
            askAdmin(app, "PUT /__admin/scenarios/set", {
              operation: id,
              outcome: { set: { [path]: value } },
            }),
          ),
        );
        const statuses = answers.map(({ status }) => status);
        expect([path, statuses.some((status) => status < 300)]).toEqual([path, true]);
      }
  },
);

/** Every word that a schema allows somewhere. */
function listWords(schema: unknown): unknown[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "enum" ? (value as unknown[]) : key === "const" ? [value] : listWords(value),
  );
}

/** Paths that lead to no others. */
function listLeaves(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)));
}

test("the catalog names files, fields, faults and own answers", async () => {
  const app = await createTestApp();
  const { body } = await askAdmin(app, "GET /~ci-1/__admin/catalog");
  expect(body.operations.map(({ id }: Operation) => id)).toEqual(
    expect.arrayContaining([
      "didit.passive-liveness",
      "didit.face-match",
      "apptenticate.liveness",
      "apptenticate.token",
      "apptenticate.token-refresh",
    ]),
  );
  expect(body.operations[1]).toMatchObject({ files: ["user_image", "ref_image"], score: true });
  expect(body.operations[1].warnings[0]).toEqual({
    risk: expect.any(String),
    always_declines: expect.any(Boolean),
  });
  expect(body.faults).toContain("reset");
  expect(body.http.status).toBe("200-599");
});
