import { expect, test } from "vitest";
import { listUnknownVariables, loadOptions, toOptionNames } from "../../src/load-options.ts";
import { listOptions } from "../../src/option-leaves.ts";
import { withoutServiceLinks } from "../../src/service-links.ts";
import { createDirectory } from "../helpers/directories.ts";

const links = {
  STUNTFACE_SERVICE_HOST: "10.0.0.7",
  STUNTFACE_SERVICE_PORT: "4090",
  STUNTFACE_SERVICE_PORT_HTTP: "4090",
  STUNTFACE_PORT: "tcp://10.0.0.7:4090",
  STUNTFACE_PORT_4090_TCP: "tcp://10.0.0.7:4090",
  STUNTFACE_PORT_4090_TCP_PROTO: "tcp",
  STUNTFACE_PORT_4090_TCP_PORT: "4090",
  STUNTFACE_PORT_4090_TCP_ADDR: "10.0.0.7",
};

test("a service named stuntface in the cluster neither stops a server nor makes it complain", () => {
  expect(loadOptions([], { ...links, STUNTFACE_LOG: "json" }, createDirectory())).toMatchObject({
    port: 4090,
    log: "json",
  });
  expect(listUnknownVariables(links)).toEqual([]);
});

test("neither does a service named stuntface-admin, whose address has the name of a setting", () => {
  const ofAdmin = Object.fromEntries(
    Object.entries(links).map(([name, text]) => [name.replace("STUNTFACE_", "STUNTFACE_ADMIN_"), text]),
  );
  expect(ofAdmin).toHaveProperty("STUNTFACE_ADMIN_PORT");
  expect(loadOptions([], ofAdmin, createDirectory()).admin.port).toBeNull();
  expect(listUnknownVariables(ofAdmin)).toEqual([]);
  expect(() => loadOptions([], { STUNTFACE_ADMIN_PORT: "http" }, createDirectory())).toThrow(/ADMIN_PORT/);
});

test("a port that was meant as one still counts, and a wrong one is still refused", () => {
  expect(loadOptions([], { ...links, STUNTFACE_PORT: "4191" }, createDirectory()).port).toBe(4191);
  expect(() => loadOptions([], { STUNTFACE_PORT: "http" }, createDirectory())).toThrow(/STUNTFACE_PORT/);
});

test("no setting looks like such a link", () => {
  const settings = Object.fromEntries(listOptions().map((leaf) => [toOptionNames(leaf).variable, "1"]));
  expect(withoutServiceLinks(settings)).toEqual(settings);
});
