import { connect } from "node:net";
import { expect, test } from "vitest";
import { createTestApp } from "../helpers/app.ts";
import { createJpeg } from "../helpers/images.ts";
import { listCalls, startLiveServer } from "../helpers/live-server.ts";

const image = await createJpeg();

/** A form with a part of its own making before the picture. */
function toBody(head: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`--b\r\n${head}\r\n\r\n`),
    content,
    Buffer.from('\r\n--b\r\nContent-Disposition: form-data; name="user_image"; filename="a.jpg"\r\n\r\n'),
    image,
    Buffer.from("\r\n--b--\r\n"),
  ]);
}

test("a large part without Content-Disposition is passed over, and the form behind it is read", async () => {
  const { url, port } = await startLiveServer({ options: { bodyTimeoutMs: 2_000 } });
  const body = toBody("X-Nothing: here", Buffer.alloc(20_000));
  const head = `POST /v3/passive-liveness/ HTTP/1.1\r\nHost: x\r\nX-Api-Key: k\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\n\r\n`;
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.setEncoding("latin1").on("data", (data) => {
      text += data;
      socket.destroy();
    });
    socket.on("close", () => resolve(text));
    // In one piece, so that the parser gets the whole form in one chunk.
    socket.write(Buffer.concat([Buffer.from(head), body]));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect((await listCalls(url))[0]?.status).toBe(200);
});

test("a file without a name is passed over", async () => {
  const app = await createTestApp();
  const payload = toBody('Content-Disposition: form-data; filename="a.jpg"', Buffer.from("x"));
  const response = await app.inject({
    method: "POST",
    url: "/v3/passive-liveness/",
    payload,
    headers: { "content-type": "multipart/form-data; boundary=b", "x-api-key": "k" },
  });
  expect(response.statusCode).toBe(200);
  expect(app.records[0]?.files.map(({ name }) => name)).toEqual(["user_image"]);
});
