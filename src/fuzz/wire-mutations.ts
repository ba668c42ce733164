import type { Effect } from "./case.ts";
import type { Random } from "./random.ts";
import { readHeader, type WireRequest, withBody, withHeader } from "./wire.ts";

/** A change of a written request. */
export type WireMutation = {
  readonly name: string;
  readonly change: (
    request: WireRequest,
    random: Random,
  ) => {
    readonly request: WireRequest;
    readonly effect: Effect;
    /** False where the request is no longer complete. */
    readonly isAnswerDue?: boolean;
  };
};

/** Changes of how a body is announced and sent; each can follow any other. */
export const wireMutations: readonly WireMutation[] = [
  {
    name: "sent in chunks",
    change: (request, random) => ({ request: toChunked(request, random), effect: "keeps" }),
  },
  {
    name: "an expectation to be told to go on",
    change: (request) => ({ request: withHeader(request, "Expect", "100-continue"), effect: "keeps" }),
  },
  {
    name: "a charset of the form",
    change: (request, random) => ({
      request: withHeader(
        request,
        "Content-Type",
        `${readHeader(request, "content-type")}; charset=${random.pick(["utf-8", "latin1", "x-unknown"])}`,
      ),
      effect: "keeps",
    }),
  },
  {
    name: "another spelling of the media type",
    change: (request) => ({
      request: withHeader(
        request,
        "Content-Type",
        (readHeader(request, "content-type") ?? "").replace("multipart/form-data", "Multipart/Form-Data"),
      ),
      effect: "keeps",
    }),
  },
  {
    name: "no boundary in the head",
    change: (request) => ({
      request: withHeader(request, "Content-Type", "multipart/form-data"),
      effect: { refused: [400] },
    }),
  },
  {
    name: "a boundary that never comes",
    change: (request) => ({
      request: withHeader(request, "Content-Type", "multipart/form-data; boundary=never-comes"),
      effect: { refused: [400] },
    }),
  },
  {
    name: "a form announced as something else",
    change: (request, random) => ({
      request: withHeader(
        request,
        "Content-Type",
        random.pick(["text/plain", "image/jpeg", "application/xml", "multipart/mixed; boundary=a", "x/y"]),
      ),
      effect: { refused: [415] },
    }),
  },
  {
    name: "a media type that is none",
    change: (request, random) => ({
      request: withHeader(
        request,
        "Content-Type",
        random.pick(["", "multipart", ";", 'multipart/form-data;boundary="', "a/b/c", "*/*"]),
      ),
      effect: "open",
    }),
  },
  {
    name: "the end cut off, its length told",
    change: (request, random) => ({
      // The last boundary is shorter than what is cut off at least.
      request: withBody(
        request,
        request.body.subarray(0, random.below(Math.max(1, request.body.length - 90))),
      ),
      effect: "open",
    }),
  },
  {
    name: "the end cut off, its length not told",
    change: (request, random) => ({
      request: { ...request, body: request.body.subarray(0, random.below(request.body.length)) },
      effect: "open",
      isAnswerDue: false,
    }),
  },
  {
    name: "a wrong length",
    change: (request, random) => ({
      request: withHeader(
        request,
        "Content-Length",
        random.pick([
          String(random.below(request.body.length + 1)),
          "0",
          "-1",
          "1e3",
          "99999999999999999999",
          String(request.body.length + 1),
          "",
          "abc",
        ]),
      ),
      effect: "open",
      isAnswerDue: false,
    }),
  },
  {
    name: "both a length and chunks",
    change: (request, random) => ({
      request: {
        ...toChunked(request, random),
        headers: [...request.headers, ["Transfer-Encoding", "chunked"]],
      },
      effect: "open",
      isAnswerDue: false,
    }),
  },
  {
    name: "a chunk that is none",
    change(request, random) {
      const chunked = toChunked(request, random);
      const body = Buffer.concat([
        Buffer.from(
          random.pick([
            "zz\r\n",
            "ffffffffffffffffff\r\n",
            "-1\r\n",
            "5\r\nabc",
            "\r\n",
            "5;x=y\r\nabcde\r\n",
          ]),
        ),
        chunked.body,
      ]);
      return { request: { ...chunked, body }, effect: "open", isAnswerDue: false };
    },
  },
];

/** The request with its body in chunks of any length, and trailers sometimes. */
function toChunked(request: WireRequest, random: Random): WireRequest {
  const chunks: Buffer[] = [];
  for (let at = 0; at < request.body.length; ) {
    const piece = request.body.subarray(at, at + random.between(1, random.pick([10, 1_000, 50_000])));
    chunks.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
    at += piece.length;
  }
  const trailer = random.chance(0.1) ? "X-Trailer: yes\r\n" : "";
  const body = Buffer.concat([...chunks, Buffer.from(`0\r\n${trailer}\r\n`)]);
  return {
    ...withHeader(withHeader(request, "Content-Length", undefined), "Transfer-Encoding", "chunked"),
    body,
  };
}
