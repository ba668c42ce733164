import { unlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askAdmin } from "../helpers/live-server.ts";
import { startReloading } from "../helpers/reloading.ts";

const once = (user: string, error: string) =>
  `id: ${user}\nwhen: { vendor_data: ${user} }\nafter: real\noutcome: { error: ${error} }\n`;

/** A server with a scenario for each of two users, which answers one call. */
async function startCounting() {
  const server = await startReloading({
    "anna.yaml": once("anna", "forbidden"),
    "bert.yaml": once("bert", "forbidden"),
  });
  const reload = async () => expect((await askAdmin(server.url, "reload", "")).status).toBe(200);
  const ask = (user: string, space = "") => server.call({ vendor_data: user }, space);
  const countCalls = async (user: string) => (await askAdmin(server.url, `scenarios/${user}`)).body.calls;
  return { ...server, reload, ask, countCalls };
}

test("a scenario that did not change keeps its count when files are read again", async () => {
  const { write, reload, ask, countCalls } = await startCounting();
  expect([await ask("anna"), await ask("anna")]).toEqual(["anna#1/1 403", "none 200"]);
  write("bert.yaml", once("bert", "unavailable"));
  await reload();
  expect([await ask("anna"), await ask("bert")]).toEqual(["none 200", "bert#1/1 503"]);
  expect(await countCalls("anna")).toBe(1);
});

test("a scenario that changed starts anew, in every space", async () => {
  const { write, reload, ask, countCalls } = await startCounting();
  for (const space of ["", "/~ci"])
    expect([await ask("anna", space), await ask("anna", space)]).toEqual(["anna#1/1 403", "none 200"]);
  write("anna.yaml", once("anna", "unavailable"));
  await reload();
  expect(await countCalls("anna")).toBe(0);
  for (const space of ["", "/~ci"])
    expect([await ask("anna", space), await ask("anna", space)]).toEqual(["anna#1/1 503", "none 200"]);
  write("anna.yaml", once("anna", "forbidden"));
  await reload();
  expect(await ask("anna")).toBe("anna#1/1 403");
});

test("a scenario that went and came back starts anew", async () => {
  const { write, reload, ask } = await startCounting();
  expect([await ask("anna"), await ask("anna")]).toEqual(["anna#1/1 403", "none 200"]);
  unlinkSync(join(write.directory, "anna.yaml"));
  await reload();
  write("anna.yaml", once("anna", "forbidden"));
  await reload();
  expect(await ask("anna")).toBe("anna#1/1 403");
});

test("comments, another place in the file, another file and a touch are no change", async () => {
  const { write, reload, ask } = await startCounting();
  expect([await ask("anna"), await ask("anna")]).toEqual(["anna#1/1 403", "none 200"]);
  const same = [
    () => write("anna.yaml", `# the first user\n\n${once("anna", "forbidden")}`),
    () => utimesSync(join(write.directory, "anna.yaml"), 1_000, 1_000),
    () => {
      unlinkSync(join(write.directory, "anna.yaml"));
      write("all/users.yaml", once("anna", "forbidden"));
    },
    () =>
      write(
        "all/users.yaml",
        "id: anna\noutcome: { error: forbidden }\nafter: real\nwhen: { vendor_data: anna }\n",
      ),
  ];
  for (const change of same) {
    change();
    await reload();
    expect(await ask("anna")).toBe("none 200");
  }
});

test("a bad file in between does not cost the count", async () => {
  const { write, url, reload, ask } = await startCounting();
  expect([await ask("anna"), await ask("anna")]).toEqual(["anna#1/1 403", "none 200"]);
  write("anna.yaml", "outcom: real\n");
  expect((await askAdmin(url, "reload", "")).status).toBe(409);
  expect(await ask("anna")).toBe("none 200");
  write("anna.yaml", once("anna", "forbidden"));
  await reload();
  expect(await ask("anna")).toBe("none 200");
});

test("a scenario added at run time keeps its count when a file of its id changes", async () => {
  const { write, url, reload, ask } = await startCounting();
  const runTime = { after: "real", when: { vendor_data: "anna" }, outcome: { error: "server_error" } };
  expect((await askAdmin(url, "scenarios/anna", runTime, "PUT")).status).toBe(201);
  expect([await ask("anna"), await ask("anna")]).toEqual(["anna#1/1 500", "none 200"]);
  write("anna.yaml", once("anna", "unavailable"));
  await reload();
  expect(await ask("anna")).toBe("none 200");
});

test("a file that takes the place of a shipped scenario, and gives it back, starts anew", async () => {
  const { write, url, reload, call } = await startCounting();
  const countShipped = async () => (await askAdmin(url, "scenarios/low-liveness-score")).body.calls;
  expect(await call({ vendor_data: "stunt:low-liveness-score" })).toBe("low-liveness-score#1/1 200");
  expect(await countShipped()).toBe(1);
  write(
    "low-liveness-score.yaml",
    "operation: didit.passive-liveness\noutcome: { score: 3 }\nwhen: { device: none }\n",
  );
  await reload();
  expect(await countShipped()).toBe(0);
  expect(await call({ vendor_data: "stunt:low-liveness-score" })).toBe("low-liveness-score#1/1 200");
  unlinkSync(join(write.directory, "low-liveness-score.yaml"));
  await reload();
  expect(await countShipped()).toBe(0);
});
