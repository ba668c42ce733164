import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** One request that a client sent, its form taken apart; files are named by their file name and size. */
export type SentRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly fields: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, { readonly filename: string; readonly bytes: number }>>;
};

/** What to answer with on a path; 200 unless it says otherwise. */
export type VendorAnswer = { readonly status?: number; readonly body: string };

/** A stand-in for a vendor's service that answers with the given texts and notes what it was asked. */
export async function startVendor(answers: Readonly<Record<string, VendorAnswer>>) {
  const requests: SentRequest[] = [];
  const server = createServer((request, response) => {
    void readRequest(request).then((sent) => {
      requests.push(sent);
      const { status = 200, body } = answers[sent.path] ?? { status: 404, body: '{"detail":"Not found."}' };
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, requests };
}

async function readRequest(request: IncomingMessage): Promise<SentRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const type = request.headers["content-type"] ?? "";
  const form = type.startsWith("multipart/")
    ? await new Response(Buffer.concat(chunks), { headers: { "content-type": type } }).formData()
    : new FormData();
  const fields: Record<string, string> = {};
  const files: Record<string, { filename: string; bytes: number }> = {};
  for (const [name, value] of form)
    if (typeof value === "string") fields[name] = value;
    else files[name] = { filename: value.name, bytes: value.size };
  return { method: request.method ?? "", path: request.url ?? "", headers: request.headers, fields, files };
}
