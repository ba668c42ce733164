import { parseArgs } from "node:util";
import { unknownWord } from "../documents/suggest.ts";
import type { EngineName } from "../face/load-networks.ts";
import { UsageError } from "../usage.ts";

/** A part of the evaluation. */
export type Section = "detection" | "match" | "quality" | "pad" | "hash";

/** What the command line asks for. */
export type EvalArguments = {
  readonly folder: string;
  readonly engine: EngineName;
  readonly sections: readonly Section[];
  readonly isJson: boolean;
  readonly isFit: boolean;
};

const SECTIONS: readonly Section[] = ["detection", "match", "quality", "pad", "hash"];
const ENGINES: readonly EngineName[] = ["onnx", "onnx-wasm", "tfjs"];
const FLAGS = ["engine", "only", "json", "fit", "help"];

/** Reads the arguments; undefined when help is asked for, {@link UsageError} when they make no sense. */
export function parseEvalArguments(argv: readonly string[]): EvalArguments | undefined {
  const { values, positionals } = parseWords(argv);
  if (values.help) return undefined;
  const [folder, ...more] = positionals;
  if (folder === undefined) throw new UsageError("name a folder with pictures: npm run eval -- DIR.");
  if (more.length > 0) throw new UsageError(`one folder at a time; ${more.join(" ")} is too much.`);
  return {
    folder,
    engine: parseWord("engine", values.engine ?? "onnx", ENGINES),
    sections: values.only?.split(",").map((word) => parseWord("only", word.trim(), SECTIONS)) ?? SECTIONS,
    isJson: values.json ?? false,
    isFit: values.fit ?? false,
  };
}

function parseWords(argv: readonly string[]) {
  const flag = argv
    .map((word) => /^--([^=]+)/.exec(word)?.[1])
    .find((name) => name !== undefined && !FLAGS.includes(name));
  if (flag !== undefined) throw new UsageError(`option --${flag}: ${unknownWord(flag, FLAGS)}`);
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        engine: { type: "string" },
        only: { type: "string" },
        json: { type: "boolean" },
        fit: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function parseWord<Word extends string>(flag: string, word: string, known: readonly Word[]): Word {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw new UsageError(`--${flag}: ${unknownWord(word, known)}`);
  return found;
}
