import { describe, expect, test } from "vitest";
import { type Answer, readAnswers } from "../../../src/fuzz/answer.ts";
import { parseFuzzArguments } from "../../../src/fuzz/arguments.ts";
import { createFormCalls } from "../../../src/fuzz/calls.ts";
import { type CaseKind, joinEffects } from "../../../src/fuzz/case.ts";
import { createCase } from "../../../src/fuzz/create-case.ts";
import { checkJournal } from "../../../src/fuzz/journal-check.ts";
import { judgeAnswer, toVerdict } from "../../../src/fuzz/judge.ts";
import { minimize } from "../../../src/fuzz/minimize.ts";
import { createRandom } from "../../../src/fuzz/random.ts";
import { toWireBytes, type WireRequest } from "../../../src/fuzz/wire.ts";
import { createJpegHeader } from "../../helpers/images.ts";

const face = createJpegHeader("face");
const faces = { faces: [face, face], blank: face } as const;
const picture = {
  name: "jpeg",
  format: "jpeg",
  extension: "jpg",
  bytes: createJpegHeader("x".repeat(200)),
  isTaken: true,
} as const;
const createWorld = (seed: string) => ({
  seed,
  calls: createFormCalls(faces),
  faces,
  pictures: [picture],
  oddSizes: [picture],
  bombs: [{ ...picture, isTooLarge: true }],
});
const caller = { space: "s", access: "a", refresh: "r" };

function toAnswer(status: number, body: unknown, headers = {}): Answer {
  return {
    status,
    headers: { date: "now", "content-type": "application/json", ...headers },
    body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
  };
}

const expectation = { isAnswerDue: true, isRepeatable: true };
const judge = (answer: Answer, statuses = [200, 400]) =>
  judgeAnswer(answer, { ...expectation, statuses }, new Map());

describe("cases", () => {
  test("are the same for the same seed and number, and differ from seed to seed", () => {
    const kinds: CaseKind[] = ["bodies", "images", "headers", "json"];
    for (const kind of kinds) {
      const toAll = (seed: string) =>
        Array.from({ length: 60 }, (_, number) =>
          toWireBytes(createCase(kind, { world: createWorld(seed), caller, number }).request).toString(
            "latin1",
          ),
        );
      expect(toAll("1"), kind).toEqual(toAll("1"));
      expect(toAll("1"), kind).not.toEqual(toAll("2"));
    }
  });

  test("know what their mutations do together", () => {
    expect(joinEffects(["keeps", "keeps"])).toBe("keeps");
    expect(joinEffects(["keeps", { refused: [400] }, { refused: [415] }])).toEqual({ refused: [400, 415] });
    expect(joinEffects([{ refused: [400] }, "open"])).toBe("open");
  });

  test("are drawn from all of a range", () => {
    const random = createRandom("x", 1);
    expect(new Set(Array.from({ length: 500 }, () => random.between(1, 6))).size).toBe(6);
  });
});

describe("answers", () => {
  test("are read from the wire, with a length, in chunks, and behind interim ones", () => {
    const text =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nHTTP/1.1 2";
    const { answers, rest } = readAnswers(Buffer.from(text));
    expect(answers.map(({ status, body }) => [status, body.toString()])).toEqual([
      [200, "{}"],
      [404, "abc"],
    ]);
    expect(rest.toString()).toBe("HTTP/1.1 2");
    expect(() => readAnswers(Buffer.from("garbage\r\n\r\n"))).toThrow("no HTTP answer");
  });

  test("are right in the vendors' shapes", () => {
    expect(judge(toAnswer(200, { a: 1 }))).toEqual([]);
    expect(judge(toAnswer(400, { detail: "x" }))).toEqual([]);
    expect(judge(toAnswer(400, { error: "x", error_code: 901 }))).toEqual([]);
    expect(judge(toAnswer(400, { user_image: ["x"] }))).toEqual([]);
  });

  test("are wrong in any other way", () => {
    expect(judge(toAnswer(503, { detail: "x" }))[0]).toContain("503");
    expect(judge(toAnswer(404, { detail: "x" }))[0]).toContain("the status is 404, not 200 or 400");
    expect(judge(toAnswer(400, "x"))[0]).toContain("no JSON");
    expect(judge(toAnswer(400, "{}", { "content-type": "text/plain" }))[0]).toContain("no JSON");
    expect(judge(toAnswer(400, []))[0]).toContain("no object");
    expect(judge(toAnswer(400, { statusCode: 400, error: "x" }))[0]).toContain("web framework");
  });

  test("of the HTTP parser itself have no contract", () => {
    const body = { error: "Bad Request", message: "Client Error", statusCode: 400 };
    expect(judge(toAnswer(400, body, { date: undefined }), [200])).toEqual([]);
    expect(judge(toAnswer(417, ""), [200])).toEqual([]);
  });

  test("have the same verdict whatever their ids are", () => {
    const toLiveness = (request_id: string, score: number) =>
      toVerdict(toAnswer(200, { request_id, liveness: { score, warnings: [] } }));
    expect(toLiveness("a", 1)).toBe(toLiveness("b", 1));
    expect(toLiveness("a", 1)).not.toBe(toLiveness("a", 2));
  });
});

test("a journal must have each answered call once, with its status", () => {
  const answer = toAnswer(200, {}, { "x-stuntface-request-id": "a" });
  const entry = { requestId: "a", status: 200 };
  expect(checkJournal({ total: 1, requests: [entry] }, [answer], 1)).toEqual([]);
  expect(checkJournal({ total: 1, requests: [] }, [answer], 1)).toHaveLength(1);
  expect(checkJournal({ total: 2, requests: [entry, entry] }, [answer], 2)).toHaveLength(1);
  expect(checkJournal({ total: 1, requests: [{ ...entry, status: 400 }] }, [answer], 1)).toHaveLength(1);
  expect(checkJournal({ total: 2, requests: [entry] }, [answer], 1)).toHaveLength(1);
});

test("a failing request is made smaller until nothing can be left out", async () => {
  const request: WireRequest = {
    method: "POST",
    path: "/",
    version: "HTTP/1.1",
    headers: [
      ["Host", "x"],
      ["X-Other", "y"],
      ["Content-Length", "1000"],
    ],
    body: Buffer.concat([Buffer.alloc(700, "a"), Buffer.from("bad"), Buffer.alloc(297, "a")]),
  };
  const smallest = await minimize({ request }, async ({ body }) => body.includes("bad"));
  expect(smallest.body.toString()).toBe("bad");
  expect(smallest.headers).toEqual([
    ["Host", "x"],
    ["Content-Length", "3"],
  ]);
});

test("the command line shares cases among the parts and refuses what it does not know", () => {
  const { counts } = parseFuzzArguments(["--cases", "184", "--only", "bodies,images"]);
  expect(counts).toEqual({ bodies: 153, images: 31, headers: 0, json: 0, clients: 0, seeded: 0 });
  expect(parseFuzzArguments([]).counts).toMatchObject({ bodies: 10_000, images: 2_000 });
  expect(parseFuzzArguments(["--only", "json", "--case", "7"]).onlyCase).toBe(7);
  for (const argv of [["--only", "x"], ["--cases", "0"], ["--case", "1"], ["--nothing"]])
    expect(() => parseFuzzArguments(argv), argv.join(" ")).toThrow();
});
