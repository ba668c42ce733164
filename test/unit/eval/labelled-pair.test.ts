import { expect, test } from "vitest";
import { createPersonPairs, mergePairs, parsePairTable } from "../../../src/eval/labelled-pair.ts";

const photos = new Set(["set/a.jpg", "set/b.jpg", "set/c.jpg"]);

test("rows name files beside the table, or by their last part, and say Yes or No", () => {
  const text =
    "\uFEFFfile_x,file_y,Decision,other\r\na.jpg,b.jpg,Yes,1\r\n\r\nold/path/a.jpg, c.jpg ,no,2\r\n";
  expect(parsePairTable("set/pairs.csv", text, photos)).toEqual({
    pairs: [
      { probe: "set/a.jpg", reference: "set/b.jpg", isSame: true },
      { probe: "set/a.jpg", reference: "set/c.jpg", isSame: false },
    ],
    unusableRows: 0,
  });
});

test("rows with missing files or other words are counted, not taken", () => {
  const text = "file_x,file_y,decision\na.jpg,gone.jpg,Yes\na.jpg,b.jpg,maybe\na.jpg\n";
  expect(parsePairTable("set/pairs.csv", text, photos)).toEqual({ pairs: [], unusableRows: 3 });
});

test.each(["", "name,age\na.jpg,3", "file_x;file_y;Decision\na.jpg;b.jpg;Yes"])(
  "a table with another header is no table of pairs: %j",
  (text) => {
    expect(parsePairTable("set/pairs.csv", text, photos)).toBeUndefined();
  },
);

test("words that objects inherit are no decision", () => {
  const text = "file_x,file_y,Decision\na.jpg,b.jpg,constructor\n";
  expect(parsePairTable("set/pairs.csv", text, photos)?.pairs).toEqual([]);
});

test("pictures that name persons are paired within their folder", () => {
  const paths = ["x/001_A.jpg", "x/002_A.jpg", "x/003_B.jpg", "x/004_2.jpg", "y/001_A.jpg"];
  expect(createPersonPairs(paths)).toEqual([
    { probe: "x/001_A.jpg", reference: "x/002_A.jpg", isSame: true },
    { probe: "x/001_A.jpg", reference: "x/003_B.jpg", isSame: false },
    { probe: "x/002_A.jpg", reference: "x/003_B.jpg", isSame: false },
  ]);
});

test("a pair counts once in either order, and not at all when it is labelled both ways", () => {
  const pair = (probe: string, reference: string, isSame: boolean) => ({ probe, reference, isSame });
  const merged = mergePairs([
    pair("a", "b", true),
    pair("b", "a", true),
    pair("a", "c", true),
    pair("c", "a", false),
    pair("a", "c", true),
    pair("b", "c", false),
  ]);
  expect(merged).toEqual([pair("a", "b", true), pair("b", "c", false)]);
});
