import { expect, test } from "vitest";
import type { PartialOptions } from "../../src/options.ts";
import { startServer } from "../../src/server.ts";

test.each<[unknown, string]>([
  [{ prot: 0 }, "option prot: the key is not known. Did you mean port?"],
  [{ port: "0" }, "option port: must be a whole number from 0 to 65535"],
  [{ didit: { contract: "2027" } }, "option didit.contract: "],
  [{ apptenticate: { users: ["ana"] } }, "option apptenticate.users.0: must be a text such as name:password"],
])("a server does not start with %j", async (options, message) => {
  await expect(startServer(options as PartialOptions)).rejects.toThrow(message);
});
