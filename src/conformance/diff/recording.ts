import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Type from "typebox";
import { Value } from "typebox/value";
import { ClientError } from "../../client/http.ts";
import type { Exchange } from "../exchange.ts";
import type { Mask } from "../mask.ts";

const ExchangeSchema = Type.Object({
  question: Type.String(),
  status: Type.Integer(),
  headers: Type.Record(Type.String(), Type.String()),
  text: Type.String(),
});

/** The exchange without secrets, wherever they stand in it. */
export function maskExchange({ question, status, headers, text }: Exchange, mask: Mask): Exchange {
  const masked = Object.entries(headers).map(([name, value]) => [name, mask(value)]);
  return { question, status, headers: Object.fromEntries(masked), text: mask(text) };
}

/** Keeps masked exchanges, a file each; throws {@link ClientError} when they cannot be written. */
export function writeRecording(directory: string, exchanges: Iterable<Exchange>): void {
  try {
    mkdirSync(directory, { recursive: true });
    for (const exchange of exchanges)
      writeFileSync(
        join(directory, `${exchange.question}.json`),
        `${JSON.stringify(exchange, undefined, 2)}\n`,
      );
  } catch (error) {
    throw new ClientError(`cannot write the recording to ${directory}: ${(error as Error).message}`);
  }
}

/** The exchanges of a recording by question; throws {@link ClientError} for what is none. */
export function readRecording(directory: string): Map<string, Exchange> {
  let names: string[];
  try {
    names = readdirSync(directory).filter((name) => name.endsWith(".json"));
  } catch (error) {
    throw new ClientError(`cannot read the recording in ${directory}: ${(error as Error).message}`);
  }
  if (names.length === 0)
    throw new ClientError(`${directory} holds no recording; stuntface diff --record ${directory} makes one.`);
  const exchanges = names.sort().map((name) => readExchange(join(directory, name)));
  return new Map(exchanges.map((exchange) => [exchange.question, exchange]));
}

function readExchange(file: string): Exchange {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new ClientError(`cannot read ${file}: ${(error as Error).message}`);
  }
  if (!Value.Check(ExchangeSchema, value))
    throw new ClientError(`${file} is no recorded answer: it needs question, status, headers and text.`);
  return value;
}
