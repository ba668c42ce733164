import type { Socket } from "node:net";

/** Disconnects a client that sends nothing for `timeoutMs` until `stop` is called; `touch` is called whenever it sends. */
export function startIdleGuard(
  socket: Socket,
  timeoutMs: number,
): { readonly touch: () => void; readonly stop: () => void } {
  const timer = setTimeout(() => socket.destroy(), timeoutMs);
  return { touch: () => timer.refresh(), stop: () => clearTimeout(timer) };
}
