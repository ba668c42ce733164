import { expect, test } from "vitest";
import type { CallAdmin } from "../../../src/control/call-admin.ts";
import { WaitError, waitForCalls } from "../../../src/control/wait.ts";

test("a wait in vain ends before Jest and Vitest give its test up after 5,000 ms", async () => {
  const waits: unknown[] = [];
  const callNobody: CallAdmin = async (path, { body } = {}) => {
    if (path === "requests/wait") waits.push(body);
    return { status: 408, text: JSON.stringify({ requests: [] }) };
  };
  await expect(waitForCalls(callNobody, undefined, {})).rejects.toThrow(WaitError);
  expect(waits).toEqual([
    expect.objectContaining({ count: 1, timeout_ms: expect.toSatisfy((ms) => ms < 5000) }),
  ]);
});
