import { expect, test } from "vitest";
import { parseBenchArguments } from "../../../src/bench/arguments.ts";
import { fullSize, quickSize } from "../../../src/bench/size.ts";
import { UsageError } from "../../../src/usage.ts";

test("without arguments a full run prints its table", () => {
  expect(parseBenchArguments([])).toEqual({
    isHelp: false,
    isJson: false,
    isWritten: false,
    isQuick: false,
    halves: ["checks", "forced"],
    size: fullSize,
  });
});

test("a quick run is smaller, and the number of photos can be chosen", () => {
  expect(parseBenchArguments(["--quick"]).size).toEqual(quickSize);
  expect(parseBenchArguments(["--quick", "--photos", "400"]).size).toEqual({
    ...quickSize,
    memoryPhotos: 400,
  });
});

test("one half can be run alone, but only the whole is written", () => {
  expect(parseBenchArguments(["--only", "forced", "--quick"]).halves).toEqual(["forced"]);
  expect(() => parseBenchArguments(["--only", "forced", "--write"])).toThrow(/--only/);
});

test.each([[["--fast"]], [["--photos", "many"]], [["--photos", "3"]], [["extra"]], [["--only", "all"]]])(
  "%j is refused with a word of advice",
  (argv) => {
    expect(() => parseBenchArguments(argv)).toThrow(UsageError);
  },
);
