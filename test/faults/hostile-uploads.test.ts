import { connect } from "node:net";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decode } from "../../src/face/decode.ts";
import type { FaceEngine } from "../../src/face/engine.ts";
import { type Server, startServer } from "../../src/server.ts";
import { createFacts } from "../helpers/facts.ts";
import { createJpeg } from "../helpers/images.ts";
import { type Part, toMultipart } from "../helpers/multipart.ts";

const invalidImage =
  "Upload a valid image. The file you uploaded was either not an image or a corrupted image.";
const image = await createJpeg(400, 400);
const selfie: Part = { name: "user_image", filename: "selfie.jpg", content: image };

/** Decodes for real and makes the faces up. */
const decodingEngine: FaceEngine = {
  version: "decoding",
  ready: Promise.resolve(),
  async analyze(bytes) {
    await decode(bytes);
    return createFacts();
  },
  async close() {},
};

let server: Server;
beforeAll(async () => {
  server = await startServer({ port: 0, bodyTimeoutMs: 400, log: "silent" }, { engine: decodingEngine });
});
afterAll(() => server.close());

async function post(parts: readonly Part[], path = "/v3/passive-liveness/") {
  const { payload, headers } = toMultipart(parts);
  const response = await fetch(`${server.url}${path}`, {
    method: "POST",
    body: new Uint8Array(payload),
    headers: { ...headers, "x-api-key": "k" },
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

type Answer = { user_image: string[]; detail: string; liveness: { status: string } };

/** Sends raw bytes and resolves with everything that comes back until the connection ends or `waitMs` pass. */
function sendRaw(
  chunks: readonly (string | Buffer)[],
  waitMs = 5_000,
): Promise<{ text: string; closed: boolean }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    const timer = setTimeout(() => finish(false), waitMs);
    const finish = (closed: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, closed });
    };
    socket.on("data", (chunk) => {
      text += chunk;
      if (/\r\n\r\n.*\}$/s.test(text)) finish(false);
    });
    socket.on("close", () => finish(true));
    socket.on("error", () => finish(true));
    for (const chunk of chunks) socket.write(chunk);
  });
}

const head = (length: number, type = "multipart/form-data; boundary=b") =>
  `POST /v3/passive-liveness/ HTTP/1.1\r\nHost: x\r\nX-Api-Key: k\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;

async function expectServerToAnswer() {
  const answer = await post([selfie]);
  expect(answer.status).toBe(200);
}

async function createLyingPng(): Promise<Buffer> {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  // Width and height of the header, whose checksum then no longer fits either.
  png.writeUInt32BE(4000, 16);
  png.writeUInt32BE(4000, 20);
  return png;
}

/** A valid PNG of 30,000 x 30,000 black pixels, one bit each. */
function createBomb(): Buffer {
  const side = 30_000;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const pixels = deflateSync(Buffer.alloc((side / 8 + 1) * side), { level: 1 });
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), content]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, checksum]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("broken images get the vendor's error", async () => {
  const noisy = await sharp(Buffer.alloc(300 * 300 * 3, "noise"), {
    raw: { width: 300, height: 300, channels: 3 },
  })
    .jpeg()
    .toBuffer();
  const broken: Record<string, Buffer> = {
    "truncated.jpg": noisy.subarray(0, noisy.length / 2),
    "lying.png": await createLyingPng(),
    "gif.jpg": Buffer.from("GIF89a\x01\x00\x01\x00\x00\x00\x00;", "latin1"),
    "pdf.jpg": Buffer.from("%PDF-1.4\n%âãÏÓ\n"),
    "svg.jpg": Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9999" height="9999"/>'),
    "magic-only.jpg": Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  };
  for (const [filename, content] of Object.entries(broken)) {
    const answer = await post([{ ...selfie, filename, content }]);
    expect([answer.status, answer.body], filename).toEqual([400, { user_image: [invalidImage] }]);
  }
  await expectServerToAnswer();
});

test("a bomb of 900 megapixels is refused without being unpacked", async () => {
  const bomb = createBomb();
  expect(bomb.length).toBeLessThan(5 * 1024 * 1024);
  const before = process.memoryUsage().rss;
  const answer = await post([{ ...selfie, filename: "bomb.png", content: bomb }]);
  expect([answer.status, answer.body]).toEqual([400, { user_image: [invalidImage] }]);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  await expectServerToAnswer();
});

test("zero bytes and a file over the limit are refused", async () => {
  const empty = await post([{ ...selfie, content: "" }]);
  expect(empty.body).toEqual({ user_image: ["The submitted file is empty."] });
  const large = await post([{ ...selfie, content: Buffer.alloc(5 * 1024 * 1024 + 1, 1) }]);
  expect(large.status).toBe(400);
  expect(large.body.user_image[0]).toContain("too large");
});

test("an upload far beyond the limit is answered and leaves no trace in memory", async () => {
  const before = process.memoryUsage();
  const answer = await post([{ ...selfie, content: Buffer.alloc(60 * 1024 * 1024, 1) }]);
  expect(answer.status).toBe(400);
  expect(answer.body.user_image[0]).toContain("too large");
  expect(process.memoryUsage().heapUsed - before.heapUsed).toBeLessThan(100 * 1024 * 1024);
  await expectServerToAnswer();
});

test("of two parts of one name the last counts, and a file before a text", async () => {
  const last = await post([{ ...selfie, filename: "bad.gif" }, selfie]);
  expect(last.status).toBe(200);
  const threshold = (content: string) => ({ name: "face_liveness_score_decline_threshold", content });
  const declined = await post([selfie, threshold("abc"), threshold("99")]);
  expect(declined.body.liveness.status).toBe("Declined");
  const mixed = await post([selfie, { name: "user_image", content: "text" }]);
  expect(mixed.status).toBe(200);
});

test("a boundary that never ends is a parse error", async () => {
  const body = '--b\r\nContent-Disposition: form-data; name="user_image"; filename="a.jpg"\r\n\r\nabc';
  const { text } = await sendRaw([head(body.length), body]);
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect(text).toContain("Multipart form parse error - ");
  const other = "--other\r\n\r\n--other--";
  const unmatched = await sendRaw([head(other.length), other]);
  expect(unmatched.text).toMatch(/^HTTP\/1\.1 400 /);
  await expectServerToAnswer();
});

test("a missing boundary is a parse error", async () => {
  const { text } = await sendRaw([head(3, "multipart/form-data"), "abc"]);
  expect(text).toContain("Multipart form parse error - Invalid boundary in multipart: None");
});

test("a client that falls silent is disconnected, in the middle of a file and before the body", async () => {
  const start = '--b\r\nContent-Disposition: form-data; name="user_image"; filename="a.jpg"\r\n\r\nabc';
  const inFile = await sendRaw([head(10_000), start]);
  expect(inFile).toEqual({ text: "", closed: true });
  const inBody = await sendRaw([head(10_000)]);
  expect(inBody).toEqual({ text: "", closed: true });
  await expectServerToAnswer();
});

test("a client that falls silent in a JSON or urlencoded body is disconnected", async () => {
  for (const type of ["application/json", "application/x-www-form-urlencoded"]) {
    const start = `POST /api/token/ HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 100\r\n\r\n{"user`;
    expect(await sendRaw([start]), type).toEqual({ text: "", closed: true });
  }
});

test("10,000 parts are too many", async () => {
  const parts = Array.from({ length: 10_000 }, (_, index) => ({ name: `field${index}`, content: "x" }));
  const answer = await post([selfie, ...parts]);
  expect([answer.status, answer.body]).toEqual([
    400,
    { detail: "Multipart form parse error - Too many parts." },
  ]);
  const files = Array.from({ length: 10_000 }, (_, index) => ({
    ...selfie,
    name: `file${index}`,
    content: "x",
  }));
  expect((await post(files)).status).toBe(400);
  await expectServerToAnswer();
});

test("a text of 10 MB is too large", async () => {
  const answer = await post([{ name: "vendor_data", content: "x".repeat(10 * 1024 * 1024) }, selfie]);
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toMatch(/^Multipart form parse error - /);
  await expectServerToAnswer();
});

test("a whole path as file name and names with control characters are read as their last part", async () => {
  for (const filename of ["C:\\photos\\selfie.JPG", "/home/user/../selfie.jpeg", "sel\0fie.jpg"]) {
    const answer = await post([{ ...selfie, filename }]);
    expect(answer.status, filename).toBe(200);
  }
  const disguised = await post([{ ...selfie, filename: "selfie.jpg\0.php" }]);
  expect(disguised.status).toBe(400);
});

test("field names that JavaScript objects already have are fields like others", async () => {
  for (const name of ["__proto__", "constructor", "toString"]) {
    const answer = await post([{ name, content: "x" }, selfie]);
    expect([200, 400], name).toContain(answer.status);
  }
  await expectServerToAnswer();
});

test("files without type, with a wrong type and in any place among the fields are read", async () => {
  const vendorData = { name: "vendor_data", content: "user-1" };
  const forms: Part[][] = [
    [vendorData, selfie],
    [selfie, vendorData],
    [{ ...selfie, type: "application/octet-stream" }],
    [{ ...selfie, type: "text/plain" }],
  ];
  for (const parts of forms) expect((await post(parts)).status).toBe(200);
});

test("metadata declared as JSON is read like any other text", async () => {
  const metadata = { name: "metadata", content: '{"a":1}', type: "application/json" };
  expect((await post([metadata, selfie])).status).toBe(200);
  const broken = { name: "vendor_data", content: "user-42", type: "application/json" };
  expect((await post([broken, selfie])).status).toBe(200);
});

test("hand-made boundaries with unusual characters are understood", async () => {
  for (const boundary of ["a b'()+_,-./:=?c", "----=_Part_1.2/3+4", "=====x====="]) {
    const body = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="user_image"; filename="a.jpg"\r\n\r\n`,
      ),
      image,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const { text } = await sendRaw([head(body.length, `multipart/form-data; boundary="${boundary}"`), body]);
    expect(text, boundary).toMatch(/^HTTP\/1\.1 200 /);
  }
});

test("an answer that comes before the upload has ended can be read", async () => {
  const large = Buffer.alloc(8 * 1024 * 1024, 1);
  const { payload, headers } = toMultipart([{ ...selfie, content: large }]);
  const response = await fetch(`${server.url}/v3/passive-liveness/`, {
    method: "POST",
    body: new Uint8Array(payload),
    headers,
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({ detail: "Invalid or missing API key" });
});
