import fc from "fast-check";
import { expect, test } from "vitest";
import { createJournal } from "../../src/journal/journal.ts";
import { toEntry } from "../../src/journal/record.ts";
import { hostileExchange } from "../helpers/hostile.ts";

test("a record takes at most 2,000 bytes of JSON, whatever comes", () => {
  fc.assert(
    fc.property(hostileExchange, (exchange) => {
      const { record } = toEntry(exchange);
      const text = JSON.stringify(record);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2000);
      expect(record.scenario).toBe(exchange.notes.scenario);
    }),
    { numRuns: 300 },
  );
});

test("a journal holds at most 1,000 records and 8 MB, whatever comes", () => {
  const [exchange] = fc.sample(hostileExchange, 1);
  if (!exchange) return expect.fail();
  const journal = createJournal();
  const { record, apiKey } = toEntry(exchange);
  for (let call = 0; call < 1500; call++)
    journal.add({ record: { ...record, requestId: String(call) }, apiKey });
  expect([journal.size, journal.total]).toEqual([1000, 1500]);
  const wide = { ...record, fields: { vendor_data: "x".repeat(100_000) } };
  for (let call = 0; call < 200; call++)
    journal.add({ record: { ...wide, requestId: `wide-${call}` }, apiKey });
  expect(journal.bytes).toBeLessThanOrEqual(8 * 1024 * 1024);
  expect(journal.size).toBeLessThan(100);
});
