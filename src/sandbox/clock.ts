/** The time of one space, in milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Moves the clock; it then goes on as the server's does. */
  advance(ms: number): void;
  /** Goes back to the server's time. */
  reset(): void;
}

/** A clock that shows the server's time until somebody moves it. */
export function createClock(readServerTime: () => number): Clock {
  let offsetMs = 0;
  return {
    now: () => readServerTime() + offsetMs,
    advance(ms) {
      offsetMs += ms;
    },
    reset() {
      offsetMs = 0;
    },
  };
}
