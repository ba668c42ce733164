import sharp from "sharp";
import { expect, test } from "vitest";
import { measureHashes, renderHash } from "../../../src/eval/hash-figures.ts";
import { createDirectory } from "../../helpers/directories.ts";

const ramp = Uint8Array.from({ length: 96 * 64 * 3 }, (_, index) => (Math.floor(index / 3) % 96) * 2);

test("copies and files are compared, what cannot be decoded is left out", async () => {
  const png = await sharp(ramp, { raw: { width: 96, height: 64, channels: 3 } })
    .png()
    .toBuffer();
  const mirrored = await sharp(png).flop().png().toBuffer();
  const folder = createDirectory({ "a.png": png, "b.png": mirrored, "c.png": "no picture" });
  const figures = await measureHashes(folder, ["a.png", "b.png", "c.png"], () => {});
  expect(figures.photos).toBe(2);
  expect(figures.changes).toContainEqual({ change: "half the size", distances: [0, 0] });
  expect(figures.changes).toContainEqual({ change: "mirrored", distances: [64, 64] });
  expect(figures.pairs).toEqual([{ probe: "a.png", reference: "b.png", distance: 64 }]);
  expect(renderHash(figures)).toMatch(/\| half the size +\| +100\.0 % \| 100\.0 % \| 100\.0 % \|/);
});
