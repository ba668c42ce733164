import { expect, test } from "vitest";
import { toIpBytes, toServerNames } from "../../../src/tls/names.ts";

test("names are those of this machine, the vendors, containers, the address that is listened on, and the user's, once", () => {
  const names = toServerNames("192.168.1.7", [
    "Mock.Example.test.",
    "localhost",
    "[2001:db8::1]",
    "fe80::1%eth0",
  ]);
  expect(names).toEqual([
    "localhost",
    "127.0.0.1",
    "::1",
    "verification.didit.me",
    "apx.didit.me",
    "api.apptenticate.com",
    "stuntface",
    "host.docker.internal",
    "host.containers.internal",
    "host.testcontainers.internal",
    "192.168.1.7",
    "mock.example.test",
    "2001:db8::1",
    "fe80::1",
  ]);
  expect(toServerNames("0.0.0.0", [])).toEqual(toServerNames("::", []));
  expect(toServerNames("0.0.0.0", [])).not.toContain("0.0.0.0");
});

test.each([
  "stuntface:4090",
  "https://stuntface",
  "a b",
  "a/b",
  "*",
  "a.*.b",
  "-a",
  "a..b",
  "",
  "x".repeat(64),
])("%j is refused as a name, with an example of a good one", (name) => {
  expect(() => toServerNames("::", [name])).toThrow(
    /^--tls-names: ".*" is neither a host name nor an IP address; give names such as stuntface/,
  );
});

test.each([
  ["127.0.0.1", "7f000001"],
  ["::", "00000000000000000000000000000000"],
  ["::1", "00000000000000000000000000000001"],
  ["2001:db8::7", "20010db8000000000000000000000007"],
  ["1:2:3:4:5:6:7:8", "00010002000300040005000600070008"],
  ["::ffff:1.2.3.4", "00000000000000000000ffff01020304"],
  ["localhost", undefined],
])("the address %s has its bytes", (address, hex) => {
  expect(toIpBytes(address)?.toString("hex")).toBe(hex);
});
