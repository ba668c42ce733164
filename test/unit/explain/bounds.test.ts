import fc from "fast-check";
import { expect, test } from "vitest";
import { explainEntry } from "../../../src/explain/explain.ts";
import { toExplainText } from "../../../src/explain/explain-text.ts";
import { toEntry } from "../../../src/journal/record.ts";
import { compileScenario } from "../../../src/scenarios/compile.ts";
import { hostileExchange, hostileText } from "../../helpers/hostile.ts";
import { createSpecs } from "../../helpers/specs.ts";

const specs = createSpecs();

/** What no terminal should be sent, and what is no text: controls, formats, surrogates, unassigned, private, line separators. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/u;

const some = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 30 });

const scenario = fc
  .record({
    id: fc.stringMatching(/^[a-z][a-z0-9._-]{0,99}$/),
    when: fc.record(
      {
        vendor_data: some(hostileText),
        api_key: hostileText,
        header: fc.dictionary(fc.constantFrom("x-asked", "cookie"), hostileText),
        field: fc.dictionary(hostileText, hostileText, { maxKeys: 20 }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ id, when }) => {
    const draft = {
      id,
      source: "x.yaml:1",
      operations: undefined,
      written: { when, outcome: "real" as const },
    };
    try {
      return compileScenario(draft, "file");
    } catch {
      // A hostile text can look like a bad regular expression.
      return undefined;
    }
  })
  .filter((compiled) => compiled !== undefined);

test("an explanation takes at most 4,000 bytes as text and as JSON, and its text is printable", () => {
  const scenarios = fc.oneof(
    fc.array(scenario, { maxLength: 10 }),
    fc.array(scenario, { minLength: 3, maxLength: 3 }).map((few) => Array(300).fill(few).flat()),
  );
  fc.assert(
    fc.property(hostileExchange, scenarios, hostileText, fc.boolean(), (exchange, list, path, isKnown) => {
      const explanation = explainEntry(toEntry(exchange), {
        scenarios: list,
        spec: isKnown ? specs[0] : undefined,
        endpoints: ["POST /v3/passive-liveness/", `GET ${path}`],
        findHash: () => "0123456789abcdef",
        findElsewhere: () => ({ space: "s".repeat(64), scenario: "n".repeat(100) }),
      });
      expect(Buffer.byteLength(JSON.stringify(explanation))).toBeLessThanOrEqual(4000);
      const text = toExplainText(explanation);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4000);
      expect(text.split("\n").find((line) => unprintable.test(line))).toBeUndefined();
      expect(text.split("\n")[0]).toMatch(/ -> /);
    }),
    { numRuns: 200 },
  );
});
