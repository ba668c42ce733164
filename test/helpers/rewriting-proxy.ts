import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** An answer on its way through a proxy. */
export type PassingAnswer = {
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/** A stand-in for a vendor's service: it answers as `target` does, but as `rewrite` changes it, and does not say that it is Stuntface. */
export async function startRewritingProxy(
  target: string,
  rewrite: (answer: PassingAnswer) => PassingAnswer = (answer) => answer,
) {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const path = request.url ?? "/";
      paths.push(path);
      const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
      const answer = await fetch(`${target}${path}`, {
        method: request.method ?? "GET",
        headers: headers as Record<string, string>,
        redirect: "manual",
        ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
      });
      const kept = [...answer.headers].filter(
        ([name]) => !/^(x-stuntface|content-length|date|connection|keep-alive|transfer)/.test(name),
      );
      const passing = {
        path,
        status: answer.status,
        headers: Object.fromEntries(kept),
        text: await answer.text(),
      };
      const changed = rewrite(passing);
      response.writeHead(changed.status, changed.headers).end(changed.text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, paths };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
