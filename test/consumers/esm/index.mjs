import assert from "node:assert/strict";
import { connect, startServer, VerificationError } from "stuntface";

// Starts a server, forces an outcome through it, and sees that it was called.
const server = await startServer({ port: 0 });
const space = await server.admin.space("esm");
await space.force({ error: "insufficient_credits" });
const answer = await fetch(`${space.url}/v3/passive-liveness/`, {
  method: "POST",
  headers: { "x-api-key": "any" },
  body: new FormData(),
});
assert.equal(answer.status, 400);
assert.equal((await connect(server.url).space("esm")).url, space.url);
await assert.rejects(space.verify(), VerificationError);
await server.close();
console.log("works");
